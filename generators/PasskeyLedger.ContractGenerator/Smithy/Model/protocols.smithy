$version: "2.0"

// The protocol that the emitters speak.
namespace aws.protocols

@trait(selector: "service")
@protocolDefinition
structure awsJson1_1 {
    http: Versions
    eventStreamHttp: Versions
}

@private
list Versions {
    member: String
}
