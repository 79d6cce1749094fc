using System.Formats.Asn1;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Android;

/// <summary>KeyDescription of Android's key attestation: how the keystore made a key and holds it.</summary>
public sealed record KeyDescription
{
    /// <summary>The version of the extension's schema.</summary>
    public long AttestationVersion { get; init; } = 3;

    /// <summary>Who attests: 0 for software, 1 for the trusted environment, 2 for a StrongBox.</summary>
    public SecurityLevel AttestationSecurityLevel { get; init; } = SecurityLevel.TrustedEnvironment;

    public long KeymasterVersion { get; init; } = 4;

    /// <summary>Who holds the key.</summary>
    public SecurityLevel KeymasterSecurityLevel { get; init; } = SecurityLevel.TrustedEnvironment;

    public required byte[] AttestationChallenge { get; init; }

    public byte[] UniqueId { get; init; } = [];

    public AuthorizationList SoftwareEnforced { get; init; } = new();

    public AuthorizationList TeeEnforced { get; init; } = new();

    public byte[] Encode()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(AttestationVersion);
            writer.WriteEnumeratedValue(AttestationSecurityLevel);
            writer.WriteInteger(KeymasterVersion);
            writer.WriteEnumeratedValue(KeymasterSecurityLevel);
            writer.WriteOctetString(AttestationChallenge);
            writer.WriteOctetString(UniqueId);
            SoftwareEnforced.WriteTo(writer);
            TeeEnforced.WriteTo(writer);
        }

        return writer.Encode();
    }
}

/// <summary>SecurityLevel of Android's key attestation.</summary>
public enum SecurityLevel
{
    Software = 0,
    TrustedEnvironment = 1,
    StrongBox = 2,
}
