using System.Text.Json.Serialization;

namespace PasskeyLedger.ReadModels;

/// <summary>JSON of the read models' own columns.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ReadModelJson : JsonSerializerContext;
