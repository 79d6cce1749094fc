using Microsoft.IdentityModel.Tokens;

namespace PasskeyLedger.Service.Access;

/// <summary>What an issuer's keys say to a <c>kid</c>.</summary>
public abstract record KeyLookup
{
    private KeyLookup()
    {
    }

    /// <param name="Within">The set it was found in: what was decided by the key holds as long as this set is current.</param>
    public sealed record Found(SecurityKey Key, SigningKeys Within) : KeyLookup;

    /// <summary>The issuer has no such key.</summary>
    public sealed record Unknown : KeyLookup
    {
        public static Unknown Instance { get; } = new();
    }

    /// <summary>The issuer's keys could not be fetched yet.</summary>
    public sealed record Unavailable : KeyLookup
    {
        public static Unavailable Instance { get; } = new();
    }
}

/// <summary>
/// The keys of one issuer as they are now: fetched when first needed, again every <see cref="RefreshPeriod"/>, and at once
/// for a <c>kid</c> that is not among them, though no sooner than <see cref="MinimumInterval"/> after the last attempt, so that
/// made-up tokens can't make the service hammer the issuer. Keys once fetched stay while the issuer is away.
/// </summary>
public sealed partial class IssuerKeys : IDisposable
{
    /// <summary>The shortest time between two attempts.</summary>
    public static readonly TimeSpan MinimumInterval = TimeSpan.FromSeconds(10);

    /// <summary>How long a key that the issuer has withdrawn may still count.</summary>
    public static readonly TimeSpan RefreshPeriod = TimeSpan.FromMinutes(15);

    private readonly string issuer;
    private readonly KeySource source;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ITimer timer;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationToken stopped;
    private readonly Lock gate = new();
    private volatile SigningKeys? current;
    private Task? attempt;
    private long? attemptedAt;

    public IssuerKeys(string issuer, KeySource source, TimeProvider time, ILogger<IssuerKeys> logger)
    {
        this.issuer = issuer;
        this.source = source;
        this.time = time;
        this.logger = logger;
        stopped = stopping.Token;
        timer = time.CreateTimer(_ => _ = RefreshAsync(), state: null, RefreshPeriod, RefreshPeriod);
    }

    /// <summary>Whether a set is still what the issuer published last.</summary>
    public bool IsCurrent(SigningKeys keys) => ReferenceEquals(current, keys);

    /// <summary>Finds a key, asking the issuer where it must.</summary>
    public async ValueTask<KeyLookup> FindAsync(string keyId, string algorithm, CancellationToken cancellationToken)
    {
        if (current is { } keys && keys.TryFind(keyId, algorithm, out var key))
            return new KeyLookup.Found(key, keys);

        await RefreshAsync().WaitAsync(cancellationToken);
        if (current is not { } refreshed)
            return KeyLookup.Unavailable.Instance;
        return refreshed.TryFind(keyId, algorithm, out key) ? new KeyLookup.Found(key, refreshed) : KeyLookup.Unknown.Instance;
    }

    public void Dispose()
    {
        timer.Dispose();
        stopping.Cancel();
        stopping.Dispose();
    }

    /// <summary>
    /// Joins the attempt that is under way, or makes one where the last is long enough ago. One caller's leaving doesn't end it for the
    /// others.
    /// </summary>
    private Task RefreshAsync()
    {
        lock (gate)
        {
            if (attempt is { IsCompleted: false })
                return attempt;
            if (attemptedAt is { } last && time.GetElapsedTime(last) < MinimumInterval)
                return Task.CompletedTask;
            attemptedAt = time.GetTimestamp();
            return attempt = FetchAsync(stopped);
        }
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            switch (await source(cancellationToken))
            {
                case KeyFetch.Fetched(var keys) when current is not { } before || !before.IsSameAs(keys):
                    current = keys;
                    Log.Fetched(logger, issuer, string.Join(", ", keys.KeyIds));
                    break;
                case KeyFetch.Failed(var why):
                    Log.FetchFailed(logger, issuer, why, kept: current is not null);
                    break;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The service is stopping.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "Issuer {Issuer} publishes the keys {KeyIds}")]
        public static partial void Fetched(ILogger logger, string issuer, string keyIds);

        [LoggerMessage(1002, LogLevel.Warning, "The keys of issuer {Issuer} cannot be had: {Why}. Earlier ones are kept: {Kept}")]
        public static partial void FetchFailed(ILogger logger, string issuer, string why, bool kept);
    }
}
