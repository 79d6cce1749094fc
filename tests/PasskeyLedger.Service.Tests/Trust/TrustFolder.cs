using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Tests.Access;
using PasskeyLedger.Service.Trust;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Service.Tests.Trust;

/// <summary>Trust files in a folder of their own, pools that name them, and what was logged of them.</summary>
internal sealed class TrustFolder : IDisposable, ILogger<PoolTrusts>
{
    private const int PaddedLength = 4096;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("passkey-ledger-tests-");
    private readonly List<int> logged = [];
    private int writings;

    public static AttestationAuthority One { get; } = new("One");

    public static AttestationAuthority Other { get; } = new("Other");

    public static SignedMetadata Metadata { get; } = new();

    public ManualTime Time { get; } = new();

    /// <summary>The event ids that were logged since this was last asked, in their order.</summary>
    public IReadOnlyList<int> Logged()
    {
        int[] events = [.. logged];
        logged.Clear();
        return events;
    }

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Writes certificates. All such files are of the same length.</summary>
    public string Anchors(string name, params X509Certificate2[] certificates) =>
        Text(name, string.Concat(certificates.Select(certificate => certificate.ExportCertificatePem() + '\n')).PadRight(PaddedLength));

    /// <summary>Writes a BLOB that <see cref="Metadata"/> signed.</summary>
    public string Blob(string name, int number, params JsonObject[] entries)
    {
        var payload = SignedMetadata.Payload(entries);
        payload["no"] = number;
        payload["nextUpdate"] = "2026-04-01";
        return Bytes(name, Metadata.Sign(payload));
    }

    public string Text(string name, string text) => Bytes(name, Encoding.ASCII.GetBytes(text));

    public static UserPoolSettings Pool(string id, string? metadata, params string[] anchors)
    {
        var pool = TestPools.Pool(id, $"https://issuer.example/{id}");
        var attestation = pool.WebAuthn.Attestation with { TrustAnchors = anchors, MetadataFile = metadata };
        return pool with { WebAuthn = pool.WebAuthn with { Attestation = attestation } };
    }

    public PoolTrusts Trusts(params UserPoolSettings[] pools) => new(pools, Time, this);

    public void Dispose() => folder.Delete(recursive: true);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        logged.Add(eventId.Id);

    // A file system's clock may be coarser than a test is quick: each writing has a time of its own.
    private string Bytes(string name, byte[] content)
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(++writings));
        return path;
    }
}
