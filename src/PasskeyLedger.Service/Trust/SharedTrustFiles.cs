using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Service.Trust;

/// <summary>Trust files by their names: who names the same ones shares them.</summary>
internal sealed class SharedTrustFiles(TimeProvider clock, ILogger logger)
{
    private readonly Dictionary<string, TrustFiles> byNames = new(StringComparer.Ordinal);

    /// <summary>All that were asked for.</summary>
    public IEnumerable<TrustFiles> All => byNames.Values;

    /// <summary>The files that the settings name. A pool's metadata is verified with its anchors, so only who names the same of both can share.</summary>
    /// <exception cref="TrustFileException">One of the files cannot be used.</exception>
    public TrustFiles Of(AttestationSettings attestation)
    {
        var names = string.Join('\0', [attestation.MetadataFile, .. attestation.TrustAnchors]);
        if (!byNames.TryGetValue(names, out var files))
            byNames[names] = files = new TrustFiles(attestation, clock, logger);
        return files;
    }
}
