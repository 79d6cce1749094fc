using System.Text.Json;
using PasskeyLedger.Testing;
using PasskeyLedger.WebAuthn.Inspection;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>A registration that others recorded, with the verdict they expect of it.</summary>
internal sealed record Recording(string Source, string Name, JsonElement Fields)
{
    public bool AcceptExpected => Fields.GetProperty("expected").GetString() == "accept";

    public JsonElement Credential => Fields.GetProperty("credential");

    /// <summary>Without a clock of its own it is judged at a time when its certificates are valid, whatever today is.</summary>
    public RecordedRegistration Read() => RecordedRegistration.Read(Fields, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public override string ToString() => $"{Source}: {Name}";
}

/// <summary>The recordings in the folder of recorded cases (<see cref="Repository.Vectors"/>).</summary>
internal static class Recordings
{
    private static readonly Lazy<IReadOnlyList<Recording>> Loaded = new(Load);

    public static IReadOnlyList<Recording> All => Loaded.Value;

    /// <summary>Skips the running test where there are no recordings.</summary>
    public static void Require()
    {
        if (All.Count == 0)
            Assert.Skip("no recordings: neither $PASSKEYLEDGER_VECTORS nor ../shared/vectors is there");
    }

    private static List<Recording> Load()
    {
        var folder = Path.Combine(Repository.Vectors ?? "", "webauthn");
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(Read)];
    }

    private static IEnumerable<Recording> Read(string file)
    {
        var source = Path.GetFileNameWithoutExtension(file);
        return JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray()
            .Select(fields => new Recording(source, fields.GetProperty("name").GetString()!, fields));
    }
}
