$version: "2.0"

// The shapes and traits of Smithy's prelude, as its specification defines them.
namespace smithy.api

string String

blob Blob

bigInteger BigInteger

bigDecimal BigDecimal

timestamp Timestamp

document Document

boolean Boolean

byte Byte

short Short

integer Integer

long Long

float Float

double Double

@default(false)
boolean PrimitiveBoolean

@default(0)
byte PrimitiveByte

@default(0)
short PrimitiveShort

@default(0)
integer PrimitiveInteger

@default(0)
long PrimitiveLong

@default(0)
float PrimitiveFloat

@default(0)
double PrimitiveDouble

@unitType
structure Unit {}

@trait(selector: "[id=smithy.api#Unit]")
structure unitType {}

@trait
structure trait {
    selector: String
    structurallyExclusive: String
    conflicts: StringList
    breakingChanges: DocumentList
}

@trait
map traitValidators {
    key: String
    value: Document
}

@trait(selector: ":not(member)")
structure mixin {
    localTraits: StringList
}

@trait
structure private {}

@trait(selector: "structure[trait|trait]")
structure authDefinition {
    traits: StringList
}

@trait(selector: "structure[trait|trait]")
structure protocolDefinition {
    traits: StringList
    noInlineDocumentSupport: Boolean
}

@trait
string documentation

@trait
map externalDocumentation {
    key: String
    value: String
}

@trait(selector: ":is(service, resource)")
string title

@trait
list tags {
    member: String
}

@trait
structure internal {}

@trait
structure unstable {}

@trait
string since

@trait
structure deprecated {
    message: String
    since: String
}

@trait
list suppress {
    member: String
}

@trait(selector: "structure > member")
structure recommended {
    reason: String
}

@trait(selector: "operation")
list examples {
    member: Document
}

@trait(selector: ":is(structure, string)")
list references {
    member: Document
}

@trait(selector: ":is(simpleType, list, map, structure > member :test(> :is(simpleType, list, map)))")
document default

@trait(selector: "structure > member[trait|default]")
document addedDefault

@trait(selector: "structure > member")
structure required {}

@trait(selector: "structure > member")
structure clientOptional {}

@trait
structure box {}

@trait(selector: ":is(list, map)")
structure sparse {}

@trait(selector: ":not(:is(service, operation, resource, member))")
structure sensitive {}

@trait(selector: "structure", conflicts: [output, error])
structure input {}

@trait(selector: "structure", conflicts: [input, error])
structure output {}

@trait(selector: "structure", conflicts: [input, output])
enum error {
    CLIENT = "client"
    SERVER = "server"
}

@trait(selector: "structure[trait|error]")
integer httpError

@trait(selector: "structure[trait|error]")
structure retryable {
    throttling: Boolean
}

@trait(selector: "operation")
structure readonly {}

@trait(selector: "operation")
structure idempotent {}

@trait(selector: "structure > :test(member > string)")
structure idempotencyToken {}

@trait(selector: "resource")
structure noReplace {}

@trait(selector: ":is(service, operation)")
structure paginated {
    inputToken: String
    outputToken: String
    items: String
    pageSize: String
}

@trait(selector: ":is(enum, intEnum) > member")
document enumValue

@trait(selector: "string")
list enum {
    member: EnumDefinition
}

structure EnumDefinition {
    @required
    value: String

    name: String
    documentation: String
    tags: StringList
    deprecated: Boolean
}

@trait(selector: ":test(string, member > string)")
structure idRef {
    selector: String
    failWhenMissing: Boolean
    errorMessage: String
}

@trait(selector: ":test(list, map, string, blob, member > :is(list, map, string, blob))")
structure length {
    min: Long
    max: Long
}

@trait(selector: ":test(string, member > string)")
string pattern

@trait(selector: ":test(number, member > number)")
structure range {
    min: BigDecimal
    max: BigDecimal
}

@trait(selector: "list")
structure uniqueItems {}

@trait(selector: ":is(blob, string)")
string mediaType

@trait(selector: ":test(timestamp, member > timestamp)")
enum timestampFormat {
    DATE_TIME = "date-time"
    EPOCH_SECONDS = "epoch-seconds"
    HTTP_DATE = "http-date"
}

@trait(selector: "structure > :test(member[trait|required] > string)")
string resourceIdentifier

@trait(selector: "structure > :test(member > structure)")
structure nestedProperties {}

@trait(selector: ":is(structure > member, [trait|trait])", conflicts: [property])
structure notProperty {}

@trait(selector: "structure > member", conflicts: [notProperty])
structure property {
    name: String
}

@trait(selector: ":is(structure, union) > member")
string jsonName

@trait(selector: "structure > :test(member > :is(boolean, number, string, timestamp))")
structure xmlAttribute {}

@trait(selector: ":is(structure, union) > :test(member > :is(list, map))")
structure xmlFlattened {}

@trait
string xmlName

@trait
structure xmlNamespace {
    @required
    uri: String

    prefix: String
}

@trait(selector: ":is(blob, union)")
structure streaming {}

@trait(selector: "blob[trait|streaming]")
structure requiresLength {}

@trait(selector: "structure > :test(member > :is(boolean, byte, short, integer, long, blob, string, timestamp))", conflicts: [eventPayload])
structure eventHeader {}

@trait(selector: "structure > :test(member > :is(blob, string, structure, union))", conflicts: [eventHeader])
structure eventPayload {}

@trait(selector: "operation")
structure http {
    @required
    method: String

    @required
    uri: String

    code: Integer
}

@trait(selector: "structure > :test(member > :is(boolean, number, string, timestamp, list))")
string httpHeader

@trait(selector: "structure > member[trait|required] :test(> :is(string, number, boolean, timestamp))", conflicts: [httpHeader, httpQuery, httpPrefixHeaders, httpPayload, httpResponseCode])
structure httpLabel {}

@trait(selector: "structure > :test(member > :is(string, blob, structure, union, document, list, map))")
structure httpPayload {}

@trait(selector: "structure > :test(member > map)")
string httpPrefixHeaders

@trait(selector: "structure > :test(member > :is(simpleType, list))")
string httpQuery

@trait(selector: "structure > :test(member > map)")
structure httpQueryParams {}

@trait(selector: "structure > :test(member > integer)")
structure httpResponseCode {}

@trait(selector: "operation")
structure httpChecksumRequired {}

@trait(selector: "service")
structure cors {
    origin: String
    maxAge: Integer
    additionalAllowedHeaders: StringList
    additionalExposedHeaders: StringList
}

@trait(selector: "operation")
structure requestCompression {
    @required
    encodings: StringList
}

@trait(selector: "operation")
structure endpoint {
    @required
    hostPrefix: String
}

@trait(selector: "structure > member[trait|required] :test(> string)")
structure hostLabel {}

@trait(selector: ":is(service, operation)")
list auth {
    member: String
}

@trait(selector: "operation")
structure optionalAuth {}

@trait(selector: "service")
@authDefinition
structure httpBasicAuth {}

@trait(selector: "service")
@authDefinition
structure httpDigestAuth {}

@trait(selector: "service")
@authDefinition
structure httpBearerAuth {}

@trait(selector: "service")
@authDefinition
structure httpApiKeyAuth {
    @required
    name: String

    @required
    in: String

    scheme: String
}

@private
list StringList {
    member: String
}

@private
list DocumentList {
    member: Document
}
