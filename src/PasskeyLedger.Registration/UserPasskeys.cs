using System.Collections.Immutable;
using System.Security.Cryptography;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>What the ledger knows of one user: the passkeys and the challenges that were given out.</summary>
public sealed record UserPasskeys
{
    /// <summary>
    /// How long past its expiry a challenge is still told apart from one that was never given. Past that, the state forgets it,
    /// so that a user who starts again and again does not grow the state without end.
    /// </summary>
    public static readonly TimeSpan ChallengeMemory = TimeSpan.FromHours(1);

    /// <summary>A user of whom there is no event yet.</summary>
    public static UserPasskeys None { get; } = new();

    /// <summary>The registrations that were started lately, by their challenge (base64url).</summary>
    public ImmutableDictionary<string, StartedRegistration> Started { get; private init; } =
        ImmutableDictionary.Create<string, StartedRegistration>(StringComparer.Ordinal);

    public ImmutableDictionary<CredentialId, Passkey> Passkeys { get; private init; } =
        ImmutableDictionary<CredentialId, Passkey>.Empty;

    /// <summary>The state that these make, each challenge and each passkey once.</summary>
    internal static UserPasskeys Of(IEnumerable<StartedRegistration> started, IEnumerable<Passkey> passkeys) => new()
    {
        Started = None.Started.AddRange(started.Select(one => KeyValuePair.Create(one.Challenge, one))),
        Passkeys = None.Passkeys.AddRange(passkeys.Select(passkey => KeyValuePair.Create(passkey.Id, passkey))),
    };

    /// <summary>The state after one more event that happened at a given time.</summary>
    public UserPasskeys Evolve(IStoredEvent @event, DateTimeOffset at) => @event switch
    {
        RegistrationStarted started => this with
        {
            Started = Forget(at).SetItem(started.Challenge, StartedRegistration.From(started)),
        },
        RegistrationCompleted completed when Started.TryGetValue(completed.Challenge, out var started) => this with
        {
            Started = Started.SetItem(started.Challenge, started with { IsUsed = true }),

            // The challenge that is there already: who folds a whole ledger keeps the states of all users.
            Passkeys = Passkeys.SetItem(new(completed.CredentialId), Passkey.From(completed) with { Challenge = started.Challenge }),
        },
        RegistrationCompleted completed => this with { Passkeys = Passkeys.SetItem(new(completed.CredentialId), Passkey.From(completed)) },
        CredentialDeleted deleted => this with { Passkeys = Passkeys.Remove(new(deleted.CredentialId)) },
        _ => this,
    };

    /// <summary>The passkey that came of exactly this answer to this challenge, if it is still the user's.</summary>
    public Passkey? RegisteredBy(string challenge, AnswerDigest answer) =>
        Passkeys.Values.FirstOrDefault(passkey => passkey.Challenge == challenge && passkey.Answer == answer);

    private ImmutableDictionary<string, StartedRegistration> Forget(DateTimeOffset at) =>
        Started.RemoveRange(Started.Where(entry => entry.Value.ExpiresAt + ChallengeMemory < at).Select(entry => entry.Key));
}

/// <summary>A registration that was started, and whether its challenge was used up.</summary>
public sealed record StartedRegistration
{
    public required RegistrationId Id { get; init; }

    public required string Challenge { get; init; }

    public required string RelyingPartyId { get; init; }

    public required ClientId ClientId { get; init; }

    public required UserVerification UserVerification { get; init; }

    public required IReadOnlyList<int> Algorithms { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public bool IsUsed { get; init; }

    public static StartedRegistration From(RegistrationStarted started) => new()
    {
        Id = new(started.RegistrationId),
        Challenge = started.Challenge,
        RelyingPartyId = started.RelyingPartyId,
        ClientId = new(started.ClientId),
        UserVerification = started.UserVerification,
        Algorithms = started.Algorithms,
        ExpiresAt = started.ExpiresAt,
    };
}

/// <summary>One of the user's passkeys, with what tells a repeated answer from a new one.</summary>
public sealed record Passkey(CredentialId Id, IReadOnlyList<string> Transports, string Challenge, AnswerDigest Answer)
{
    internal static Passkey From(RegistrationCompleted completed) => new(
        new(completed.CredentialId),
        completed.Transports,
        completed.Challenge,
        AnswerDigest.OfHash(ClientDataHashOf(completed), completed.AttestationObject.Span));

    // The client data is personal data, which is not opened here and may be erased: its hash stands beside it. Events of 0.1 lack
    // the hash, and have the client data as it was.
    private static byte[] ClientDataHashOf(RegistrationCompleted completed) => completed.ClientDataSha256 is { } hash
        ? Convert.FromHexString(hash)
        : SHA256.HashData(completed.ClientDataJSON.Span);
}

/// <summary>A SHA-256 that stands for an authenticator's whole answer (client data and attestation object), in hexadecimal.</summary>
public readonly record struct AnswerDigest(string Value)
{
    public static AnswerDigest Of(ReadOnlySpan<byte> clientDataJson, ReadOnlySpan<byte> attestationObject) =>
        OfHash(SHA256.HashData(clientDataJson), attestationObject);

    /// <param name="clientDataHash">The SHA-256 of the client data.</param>
    public static AnswerDigest OfHash(ReadOnlySpan<byte> clientDataHash, ReadOnlySpan<byte> attestationObject)
    {
        // Hashes of the parts, so that no byte can move from one part to the other unseen.
        Span<byte> parts = stackalloc byte[2 * SHA256.HashSizeInBytes];
        clientDataHash.CopyTo(parts);
        SHA256.HashData(attestationObject, parts[SHA256.HashSizeInBytes..]);
        return new(Convert.ToHexStringLower(SHA256.HashData(parts)));
    }
}
