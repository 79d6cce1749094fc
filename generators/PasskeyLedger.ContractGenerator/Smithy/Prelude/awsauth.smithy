$version: "2.0"

// How AWS services are signed for.
namespace aws.auth

@trait(selector: "service")
@authDefinition
structure sigv4 {
    @required
    @length(min: 1)
    name: String
}

@trait(selector: "service[trait|aws.auth#sigv4]")
@authDefinition
structure sigv4a {
    @required
    @length(min: 1)
    name: String
}

@trait(selector: "operation")
structure unsignedPayload {}

@trait(selector: "service")
@authDefinition
structure cognitoUserPools {
    @required
    providerArns: Strings
}

@private
list Strings {
    member: String
}
