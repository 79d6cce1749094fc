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
@protocolDefinition
structure restJson1 with [HttpConfiguration] {}

@trait(selector: "service")
@protocolDefinition
structure restXml with [HttpConfiguration] {
    noErrorWrapping: Boolean
}

@trait(selector: "service")
@protocolDefinition
structure awsQuery {}

@trait(selector: "service")
@protocolDefinition
structure ec2Query {}

@trait(selector: "service")
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
