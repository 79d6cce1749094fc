$version: "2.0"

// The traits that hold protocol tests, and their values as far as tests are run from them.
namespace smithy.test

@trait(selector: "operation")
list httpRequestTests {
    member: HttpRequestTestCase
}

@trait(selector: ":test(operation, structure[trait|error])")
list httpResponseTests {
    member: HttpResponseTestCase
}

@trait(selector: "operation")
document smokeTests

@private
@mixin(localTraits: [private])
structure HttpMessageTestCase {
    @required
    id: String

    @required
    protocol: String

    authScheme: String
    body: String
    bodyMediaType: String
    params: Document
    vendorParams: Document
    vendorParamsShape: String
    headers: Headers
    forbidHeaders: Names
    requireHeaders: Names
    documentation: String
    tags: Names
    appliesTo: AppliesTo
}

@private
structure HttpRequestTestCase with [HttpMessageTestCase] {
    @required
    method: String

    @required
    uri: String

    host: String
    resolvedHost: String
    queryParams: Names
    forbidQueryParams: Names
    requireQueryParams: Names
}

@private
structure HttpResponseTestCase with [HttpMessageTestCase] {
    @required
    code: Integer
}

@trait(selector: "operation")
list httpMalformedRequestTests {
    member: Document
}

@private
enum AppliesTo {
    CLIENT = "client"
    SERVER = "server"
}

@private
map Headers {
    key: String
    value: String
}

@private
list Names {
    member: String
}
