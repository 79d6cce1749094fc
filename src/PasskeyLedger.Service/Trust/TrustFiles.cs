using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;
using PasskeyLedger.WebAuthn;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.Service.Trust;

/// <summary>The files that a pool's trust is in, and what they hold. Pools that name the same files share one.</summary>
internal sealed class TrustFiles
{
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly IReadOnlyList<WatchedFile<AttestationIssuers>> anchors;
    private readonly WatchedFile<MetadataBlob>? metadata;
    private volatile PoolTrust current = PoolTrust.None;

    /// <exception cref="TrustFileException">One of the files cannot be used.</exception>
    public TrustFiles(AttestationSettings attestation, TimeProvider clock, ILogger logger)
    {
        this.clock = clock;
        this.logger = logger;
        anchors = [.. attestation.TrustAnchors.Select(path => new WatchedFile<AttestationIssuers>(path, ReadAnchors))];
        metadata = attestation.MetadataFile is { } file ? new(file, ReadMetadata) : null;

        foreach (var anchor in anchors)
            Require(anchor);
        if (metadata is not null)
            Require(metadata);
        Take();
    }

    /// <summary>What is in force.</summary>
    public PoolTrust Current => current;

    /// <summary>Whether there is anything that could change.</summary>
    public bool IsEmpty => anchors.Count == 0 && metadata is null;

    /// <summary>Takes what the files hold now. A faulty file is logged, once, and what it held before stays.</summary>
    /// <param name="evenUnchanged">Reads them even where they have not changed.</param>
    public void Refresh(bool evenUnchanged)
    {
        var changed = false;
        foreach (var anchor in anchors)
            changed |= Refresh(anchor, evenUnchanged);
        if (metadata is not null)
            changed |= Refresh(metadata, evenUnchanged);
        if (changed)
            Take();
    }

    // A ceremony that is under way keeps what it began with, so what is replaced is left to the garbage collector.
    private void Take()
    {
        current = new PoolTrust(AllAnchors(), metadata?.Value) { RevocationLists = AllRevocationLists() };
        if (metadata is { Path: var path, Value: var blob } && blob.IsOutdated(clock.GetUtcNow()))
            TrustLog.MetadataOutdated(logger, path, blob.NextUpdate);
    }

    private IReadOnlyList<X509Certificate2> AllAnchors() => [.. anchors.SelectMany(file => file.Value.Anchors)];

    private IReadOnlyList<RevocationList> AllRevocationLists() => [.. anchors.SelectMany(file => file.Value.RevocationLists)];

    private bool Refresh<T>(WatchedFile<T> file, bool evenUnchanged)
        where T : class
    {
        try
        {
            switch (file.Refresh(evenUnchanged))
            {
                case FileRefresh.Read:
                    TrustLog.FileRead(logger, file.Path);
                    return true;
                case FileRefresh.Faulty(var fault):
                    TrustLog.FileFaulty(logger, file.Path, fault);
                    return false;
                default:
                    return false;
            }
        }
        catch (Exception failure)
        {
            // Nobody waits for a timer, so what it throws would end the service: no file may do that, not even one that nobody foresaw.
            TrustLog.FileFailed(logger, file.Path, failure);
            return false;
        }
    }

    private static void Require<T>(WatchedFile<T> file)
        where T : class
    {
        if (file.Refresh(evenUnchanged: true) is FileRefresh.Faulty(var fault))
            throw new TrustFileException($"The trust file {file.Path} {fault}.");
    }

    private static string? ReadAnchors(byte[] content, AttestationIssuers? before, out AttestationIssuers? issuers) =>
        TrustAnchorFile.Read(content, out issuers);

    private string? ReadMetadata(byte[] content, MetadataBlob? before, out MetadataBlob? blob) =>
        MetadataFile.Read(content, new AttestationIssuers(AllAnchors(), AllRevocationLists()), clock.GetUtcNow(), before, out blob);
}
