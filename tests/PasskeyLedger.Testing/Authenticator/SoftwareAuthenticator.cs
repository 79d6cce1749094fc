using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>
/// A browser and its authenticator in one value: it says how registrations look, makes them, and makes them wrong in one
/// named way (<see cref="Fault"/>). It shares no code with the verifier, which would otherwise be judged by itself.
/// <code>
/// var made = new SoftwareAuthenticator { Attestation = new PackedAttestation() }.Register(ceremony);
/// var broken = new SoftwareAuthenticator { Fault = AuthenticatorFault.ChallengeWrong }.Register(ceremony);
/// </code>
/// </summary>
public sealed record SoftwareAuthenticator
{
    public IAttestationFormat Attestation { get; init; } = new NoneAttestation();

    /// <summary>What to sign with, offered or not; null: the first of the offered ones that it knows.</summary>
    public long? Algorithm { get; init; }

    /// <summary>A key made before, for as many registrations as wanted, whose algorithm then counts; null: a new one for each.</summary>
    public AuthenticatorKey? Key { get; init; }

    /// <summary>Written unless <see cref="Attestation"/> asks for another.</summary>
    public Guid Aaguid { get; init; } = new("01020304-0506-0708-0102-030405060708");

    /// <summary>Null: 32 random bytes for each registration.</summary>
    public byte[]? CredentialId { get; init; }

    public uint SignCount { get; init; }

    /// <summary>UP, UV, BE and BS. The flags of attested data and of extensions follow from what is there.</summary>
    public AuthenticatorFlags Flags { get; init; } = AuthenticatorFlags.UserPresent | AuthenticatorFlags.UserVerified;

    /// <summary>Authenticator extension outputs; null: none.</summary>
    public CborMap? Extensions { get; init; }

    public IReadOnlyList<string> Transports { get; init; } = ["internal"];

    /// <summary><c>platform</c> or <c>cross-platform</c>; null: not said.</summary>
    public string? Attachment { get; init; } = "platform";

    /// <summary>Null: the ceremony's.</summary>
    public string? Origin { get; init; }

    public bool CrossOrigin { get; init; }

    /// <summary>The top-level page's origin, which browsers add where <see cref="CrossOrigin"/> is true; null: not said.</summary>
    public string? TopOrigin { get; init; }

    public string ClientDataType { get; init; } = "webauthn.create";

    /// <summary>Members at the end of the client data, as browsers add them so that nobody compares it with a template.</summary>
    public JsonMembers ExtraClientData { get; init; } = new();

    /// <summary>What is to be wrong; null: nothing.</summary>
    public AuthenticatorFault? Fault { get; init; }

    /// <summary>Answers the ceremony.</summary>
    /// <exception cref="NotSupportedException">None of the offered algorithms is known, or the format can't attest the key.</exception>
    public MadeRegistration Register(RegistrationCeremony ceremony)
    {
        var fault = Fault ?? AuthenticatorFault.Nothing;
        return fault.Configuration(this).Register(ceremony, fault);
    }

    private MadeRegistration Register(RegistrationCeremony ceremony, AuthenticatorFault fault)
    {
        var key = Key ?? AuthenticatorKey.Create(Algorithm ?? FirstKnown(ceremony.Algorithms));
        var clientData = Encoding.UTF8.GetBytes(fault.ClientData(ClientData(ceremony)).ToJson());
        clientData = fault.ClientDataBytes(clientData);

        var parts = fault.AuthenticatorData(Data(ceremony, fault.PublicKeyBytes(fault.PublicKey(key.CosePublicKey).Encode())));
        var data = fault.AuthenticatorDataBytes(parts.Encode());

        var statement = Attestation.Statement(new AttestationInput
        {
            AuthenticatorData = data,
            RpIdHash = parts.RpIdHash,
            CredentialId = parts.AttestedCredentialData?.CredentialId ?? [],
            Aaguid = parts.AttestedCredentialData?.Aaguid ?? Aaguid,
            ClientDataHash = SHA256.HashData(clientData),
            CredentialKey = key,
            Fault = fault,
        });
        var attestationObject = new CborMap()
            .With("fmt", Cbor.Text(Attestation.Identifier))
            .With("attStmt", statement)
            .With("authData", Cbor.Bytes(data));
        var attestationBytes = fault.AttestationObjectBytes(fault.AttestationObject(attestationObject).Encode());

        var made = new MadeRegistration
        {
            Key = key,
            CredentialId = parts.AttestedCredentialData?.CredentialId ?? [],
            ClientDataJson = clientData,
            AuthenticatorData = data,
            AttestationObject = attestationBytes,
            Json = "",
        };
        var response = fault.Response(Response(made));
        return made with { Json = fault.Json(fault.Credential(Credential(made, response)).ToJson()) };
    }

    private static long FirstKnown(IReadOnlyList<long> offered)
    {
        foreach (var algorithm in offered)
        {
            if (AuthenticatorKey.Algorithms.Contains(algorithm))
                return algorithm;
        }

        throw new NotSupportedException($"The software authenticator knows none of the algorithms {string.Join(", ", offered)}.");
    }

    /// <summary>Section 5.8.1.1: this order, and nothing between the members.</summary>
    private JsonMembers ClientData(RegistrationCeremony ceremony)
    {
        var clientData = new JsonMembers()
            .With("type", ClientDataType)
            .With("challenge", Base64Url.EncodeToString(ceremony.Challenge))
            .With("origin", Origin ?? ceremony.Origin)
            .With("crossOrigin", CrossOrigin);
        if (TopOrigin is not null)
            clientData = clientData.With("topOrigin", TopOrigin);
        return clientData with { Members = [.. clientData.Members, .. ExtraClientData.Members] };
    }

    private AuthenticatorData Data(RegistrationCeremony ceremony, byte[] publicKey) => new()
    {
        RpIdHash = SHA256.HashData(Encoding.UTF8.GetBytes(ceremony.RpId)),
        Flags = Flags
            | AuthenticatorFlags.AttestedCredentialData
            | (Extensions is null ? AuthenticatorFlags.None : AuthenticatorFlags.ExtensionData),
        SignCount = SignCount,
        AttestedCredentialData = new AttestedCredentialData
        {
            Aaguid = Attestation.Aaguid ?? Aaguid,
            CredentialId = CredentialId ?? RandomNumberGenerator.GetBytes(32),
            CredentialPublicKey = publicKey,
        },
        Extensions = Extensions?.Encode() ?? [],
    };

    private JsonMembers Response(MadeRegistration made) => new JsonMembers()
        .With("clientDataJSON", Base64Url.EncodeToString(made.ClientDataJson))
        .With("authenticatorData", Base64Url.EncodeToString(made.AuthenticatorData))
        .With("transports", Transports)
        .With("publicKey", Base64Url.EncodeToString(made.Key.SubjectPublicKeyInfo))
        .With("publicKeyAlgorithm", made.Key.Algorithm)
        .With("attestationObject", Base64Url.EncodeToString(made.AttestationObject));

    private JsonMembers Credential(MadeRegistration made, JsonMembers response)
    {
        var credential = new JsonMembers()
            .With("id", made.CredentialIdText)
            .With("rawId", made.CredentialIdText)
            .With("response", response);
        if (Attachment is not null)
            credential = credential.With("authenticatorAttachment", Attachment);
        return credential
            .With("clientExtensionResults", new JsonMembers())
            .With("type", "public-key");
    }
}
