using System.Text.Json;
using System.Text.Json.Serialization;

namespace PasskeyLedger.Benchmarks.Contracts;

/// <summary>A request as a team would write it for System.Text.Json: the same members, and no check of the contract's but presence.</summary>
internal sealed record StartRequest
{
    public required string AccessToken { get; init; }
}

/// <inheritdoc cref="StartRequest"/>
internal sealed record CompleteRequest
{
    public required string AccessToken { get; init; }

    public required JsonElement Credential { get; init; }
}

/// <summary>What System.Text.Json's source generator makes of both, with its defaults: metadata to read by, the fast path to write.</summary>
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(CompleteRequest))]
internal sealed partial class HandWrittenJson : JsonSerializerContext;
