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

@trait
structure mixin {
    localTraits: StringList
}

@trait
structure private {}

@trait
structure authDefinition {
    traits: StringList
}

@trait
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

@trait
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

@trait
structure recommended {
    reason: String
}

@trait
list examples {
    member: Document
}

@trait
list references {
    member: Document
}

@trait
document default

@trait
document addedDefault

@trait
structure required {}

@trait
structure clientOptional {}

@trait
structure box {}

@trait
structure sparse {}

@trait
structure sensitive {}

@trait
structure input {}

@trait
structure output {}

@trait
enum error {
    CLIENT = "client"
    SERVER = "server"
}

@trait
integer httpError

@trait
structure retryable {
    throttling: Boolean
}

@trait
structure readonly {}

@trait
structure idempotent {}

@trait
structure idempotencyToken {}

@trait
structure noReplace {}

@trait
structure paginated {
    inputToken: String
    outputToken: String
    items: String
    pageSize: String
}

@trait
document enumValue

@trait
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

@trait
structure idRef {
    selector: String
    failWhenMissing: Boolean
    errorMessage: String
}

@trait
structure length {
    min: Long
    max: Long
}

@trait
string pattern

@trait
structure range {
    min: BigDecimal
    max: BigDecimal
}

@trait
structure uniqueItems {}

@trait
string mediaType

@trait
enum timestampFormat {
    DATE_TIME = "date-time"
    EPOCH_SECONDS = "epoch-seconds"
    HTTP_DATE = "http-date"
}

@trait
string resourceIdentifier

@trait
structure nestedProperties {}

@trait
structure notProperty {}

@trait
structure property {
    name: String
}

@trait
string jsonName

@trait
structure xmlAttribute {}

@trait
structure xmlFlattened {}

@trait
string xmlName

@trait
structure xmlNamespace {
    @required
    uri: String

    prefix: String
}

@trait
structure streaming {}

@trait
structure requiresLength {}

@trait
structure eventHeader {}

@trait
structure eventPayload {}

@trait
structure http {
    @required
    method: String

    @required
    uri: String

    code: Integer
}

@trait
string httpHeader

@trait
structure httpLabel {}

@trait
structure httpPayload {}

@trait
string httpPrefixHeaders

@trait
string httpQuery

@trait
structure httpQueryParams {}

@trait
structure httpResponseCode {}

@trait
structure httpChecksumRequired {}

@trait
structure cors {
    origin: String
    maxAge: Integer
    additionalAllowedHeaders: StringList
    additionalExposedHeaders: StringList
}

@trait
structure requestCompression {
    @required
    encodings: StringList
}

@trait
structure endpoint {
    @required
    hostPrefix: String
}

@trait
structure hostLabel {}

@trait
list auth {
    member: String
}

@trait
structure optionalAuth {}

@trait
@authDefinition
structure httpBasicAuth {}

@trait
@authDefinition
structure httpDigestAuth {}

@trait
@authDefinition
structure httpBearerAuth {}

@trait
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
