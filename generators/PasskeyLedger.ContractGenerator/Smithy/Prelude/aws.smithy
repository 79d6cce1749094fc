$version: "2.0"

// Traits of AWS services that contracts may carry over; they say nothing about the bytes of AWS JSON 1.1.
namespace aws.api

@trait(selector: "service")
structure service {
    @required
    sdkId: String

    arnNamespace: String
    cloudFormationName: String
    cloudTrailEventSource: String
    docId: String
    endpointPrefix: String
}

@trait(selector: "resource")
structure arn {
    @required
    template: String

    absolute: Boolean
    noRegion: Boolean
    noAccount: Boolean
    reusable: Boolean
    resourceDelimiter: String
}

@trait(selector: "string")
structure arnReference {
    type: String
    service: String
    resource: String
}

@trait(selector: "operation")
structure clientEndpointDiscovery {}

@trait(selector: "service")
structure controlPlane {}

@trait(selector: "service")
structure dataPlane {}

@trait
string data

@trait
list tagEnabled {
    member: Document
}

@trait
document taggable
