using System.Collections.Frozen;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Trust;

/// <summary>What each pool believes of attestations: the trust anchors and the FIDO metadata in the files that it names.</summary>
internal sealed class PoolTrusts
{
    private readonly FrozenDictionary<string, TrustFiles> byPool;
    private readonly IReadOnlyList<TrustFiles> all;
    private readonly Lock refreshing = new();

    /// <exception cref="TrustFileException">One of the files cannot be used.</exception>
    public PoolTrusts(IReadOnlyList<UserPoolSettings> pools, TimeProvider clock, ILogger<PoolTrusts> logger)
    {
        var shared = new SharedTrustFiles(clock, logger);
        byPool = pools.ToFrozenDictionary(pool => pool.Id, pool => shared.Of(pool.WebAuthn.Attestation), StringComparer.Ordinal);
        all = [.. shared.All.Where(files => !files.IsEmpty)];
    }

    /// <summary>Whether any pool names a file.</summary>
    public bool HasFiles => all.Count > 0;

    public PoolTrust Of(UserPoolSettings pool) => byPool[pool.Id].Current;

    /// <inheritdoc cref="TrustFiles.Refresh(bool)"/>
    public void Refresh(bool evenUnchanged)
    {
        lock (refreshing)
        {
            foreach (var files in all)
                files.Refresh(evenUnchanged);
        }
    }
}
