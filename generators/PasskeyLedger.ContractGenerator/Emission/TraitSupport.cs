using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>What the emitters make of each trait of the prelude. One that is in neither list is an error where it is applied.</summary>
internal static class TraitSupport
{
    private static readonly HashSet<string> Honored = new(StringComparer.Ordinal)
    {
        "documentation", "title", "deprecated",
        "trait", "mixin", "enumValue",
        "required", "sensitive", "sparse", "input", "output", "timestampFormat",
        "pattern", "length", "range", "uniqueItems",
        "default", "addedDefault", "clientOptional", "idempotencyToken",
        "endpoint", "hostLabel", "requestCompression", "httpChecksumRequired",
        "error", "httpError", "retryable",
    };

    /// <summary>Traits that say nothing about AWS JSON 1.1's bytes or about a type's form.</summary>
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.Ordinal)
    {
        "paginated", "readonly", "idempotent", "noReplace", "resourceIdentifier", "nestedProperties", "notProperty", "property", "references", "idRef",
        "auth", "optionalAuth", "httpBasicAuth", "httpDigestAuth", "httpBearerAuth", "httpApiKeyAuth", "authDefinition", "protocolDefinition",
        "private", "internal", "unstable", "since", "tags", "suppress", "recommended", "examples", "externalDocumentation", "traitValidators",
        "jsonName", "mediaType", "xmlAttribute", "xmlFlattened", "xmlName", "xmlNamespace",
        "http", "httpHeader", "httpLabel", "httpPayload", "httpPrefixHeaders", "httpQuery", "httpQueryParams", "httpResponseCode", "cors",
    };

    /// <summary>Traits of other namespaces that would change the bytes.</summary>
    private static readonly HashSet<ShapeId> Unsupported = [new("aws.protocols", "httpChecksum")];

    /// <summary>Whether code can be emitted for a shape that has this trait. Traits that a model defines itself only carry information.</summary>
    public static bool IsSupported(ShapeId trait)
        => trait.Namespace == ShapeId.Prelude ? Honored.Contains(trait.Name) || WithoutEffect.Contains(trait.Name) : !Unsupported.Contains(trait);
}
