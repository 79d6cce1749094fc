$version: "2.0"

// The protocols of AWS. Code is generated for awsJson1_1 alone.
namespace aws.protocols

@trait(selector: "service")
@protocolDefinition
structure awsJson1_1 with [HttpConfiguration] {}

@trait(selector: "service")
@protocolDefinition
structure awsJson1_0 with [HttpConfiguration] {}

@trait(selector: "service")
@protocolDefinition(
    traits: [cors, endpoint, hostLabel, http, httpError, httpHeader, httpLabel, httpPayload, httpPrefixHeaders, httpQuery, httpQueryParams, httpResponseCode, jsonName, timestampFormat]
)
structure restJson1 with [HttpConfiguration] {}

@trait(selector: "service")
@protocolDefinition(
    noInlineDocumentSupport: true
    traits: [
        cors, endpoint, hostLabel, http, httpError, httpHeader, httpLabel, httpPayload, httpPrefixHeaders, httpQuery, httpQueryParams, httpResponseCode
        xmlAttribute, xmlFlattened, xmlName, xmlNamespace
    ]
)
structure restXml with [HttpConfiguration] {
    noErrorWrapping: Boolean
}

@trait(selector: "service[trait|xmlNamespace]")
@protocolDefinition(noInlineDocumentSupport: true, traits: [xmlFlattened, xmlName, xmlNamespace])
structure awsQuery {}

@trait(selector: "service[trait|xmlNamespace]")
@protocolDefinition(noInlineDocumentSupport: true, traits: [ec2QueryName, xmlFlattened, xmlName, xmlNamespace])
structure ec2Query {}

@trait(selector: "service:test([trait|aws.protocols#awsJson1_0], [trait|smithy.protocols#rpcv2Cbor], [trait|smithy.protocols#rpcv2Json])")
structure awsQueryCompatible {}

@trait(selector: "structure[trait|error]")
structure awsQueryError {
    @required
    code: String

    @required
    httpResponseCode: Integer
}

@trait(selector: "structure > member")
string ec2QueryName

@trait(selector: "operation")
structure httpChecksum {
    requestChecksumRequired: Boolean
    requestAlgorithmMember: String
    requestValidationModeMember: String
    responseAlgorithms: Versions
}

@private
@mixin(localTraits: [private])
structure HttpConfiguration {
    http: Versions
    eventStreamHttp: Versions
}

@private
list Versions {
    member: String
}
