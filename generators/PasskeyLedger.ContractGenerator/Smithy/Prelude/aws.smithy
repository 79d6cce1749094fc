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
    cloudWatchNamespace: String
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

@trait(selector: "service")
structure clientEndpointDiscovery {
    @required
    @idRef(failWhenMissing: true, selector: "operation")
    operation: String

    @recommended
    @idRef(failWhenMissing: true, selector: "structure[trait|error]")
    error: String
}

@trait(selector: "operation")
structure clientDiscoveredEndpoint {
    @required
    required: Boolean
}

@trait(selector: "operation[trait|aws.api#clientDiscoveredEndpoint] -[input]-> structure > :test(member[trait|required] > string)")
structure clientEndpointDiscoveryId {}

@trait(selector: ":test(service, resource, operation)", conflicts: [dataPlane])
structure controlPlane {}

@trait(selector: ":test(service, resource, operation)", conflicts: [controlPlane])
structure dataPlane {}

@trait(selector: ":test(simpleType, list, structure, union, member)")
enum data {
    CUSTOMER_CONTENT = "content"
    CUSTOMER_ACCOUNT_INFORMATION = "account"
    SERVICE_ATTRIBUTES = "usage"
    TAG_DATA = "tagging"
    PERMISSIONS_DATA = "permissions"
}

@trait(selector: "service")
structure tagEnabled {
    disableDefaultOperations: Boolean
    apiConfig: Document
}

@trait(selector: "resource")
structure taggable {
    property: String
    apiConfig: Document
    disableSystemTags: Boolean
}
