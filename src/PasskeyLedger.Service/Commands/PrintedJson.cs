using System.Text.Encodings.Web;
using System.Text.Json;

namespace PasskeyLedger.Service.Commands;

/// <summary>JSON for a terminal or a pipe, which is no part of a page: what people copy out of it (keys, events) stands as it is.</summary>
internal static class PrintedJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);
}
