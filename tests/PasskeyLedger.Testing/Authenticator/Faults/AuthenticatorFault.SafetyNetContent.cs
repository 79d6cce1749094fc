using System.Globalization;
using PasskeyLedger.Testing.Authenticator.Attestation.Android;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <content>Format android-safetynet: what the service says, and the certificate by which it is the service that says it.</content>
public sealed partial class AuthenticatorFault
{
    /// <summary>Breaks section 8.5: nonce is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault SafetyNetNonceMissing { get; } = new(FaultGroup.AndroidSafetyNet, "the nonce is missing")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => payload.Without("nonce") }),
    };

    /// <summary>Breaks section 8.5: nonce is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault SafetyNetNonceEmpty { get; } = new(FaultGroup.AndroidSafetyNet, "the nonce is empty")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => payload.With("nonce", "") }),
    };

    /// <summary>Breaks section 8.5: nonce is a string.</summary>
    public static AuthenticatorFault SafetyNetNonceIsANumber { get; } = new(FaultGroup.AndroidSafetyNet, "the nonce is a number")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => payload.With("nonce", 1) }),
    };

    /// <summary>Breaks section 8.5: nonce is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault SafetyNetNonceWrong { get; } = new(FaultGroup.AndroidSafetyNet, "the nonce is another registration's")
    {
        Configuration = it => ToSafetyNet(it, format => format with { NonceToHash = bytes => WithBitFlipped(bytes, at: 0) }),
    };

    /// <summary>Breaks section 8.5: nonce is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault SafetyNetNonceOverAuthenticatorDataAlone { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the nonce is not over the client data")
    {
        Configuration = it => ToSafetyNet(it, format => format with { NonceToHash = bytes => bytes[..^32] }),
    };

    /// <summary>Breaks section 8.5: nonce is over authenticatorData and clientDataHash.</summary>
    public static AuthenticatorFault SafetyNetNonceOverClientDataAlone { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the nonce is not over the authenticator data")
    {
        Configuration = it => ToSafetyNet(it, format => format with { NonceToHash = bytes => bytes[^32..] }),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: ctsProfileMatch is true.</summary>
    public static AuthenticatorFault SafetyNetProfileNotMatched { get; } = new(FaultGroup.AndroidSafetyNet, "ctsProfileMatch is false")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => payload.With("ctsProfileMatch", false) }),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: ctsProfileMatch is true.</summary>
    public static AuthenticatorFault SafetyNetProfileMatchMissing { get; } = new(FaultGroup.AndroidSafetyNet, "ctsProfileMatch is missing")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => payload.Without("ctsProfileMatch") }),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: ctsProfileMatch is true.</summary>
    public static AuthenticatorFault SafetyNetProfileMatchIsAString { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "ctsProfileMatch is a string")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => payload.With("ctsProfileMatch", "true") }),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: timestampMs says when.</summary>
    public static AuthenticatorFault SafetyNetTimestampMissing { get; } = new(FaultGroup.AndroidSafetyNet, "timestampMs is missing")
    {
        OnlyWhere = "the answer's age is bounded",
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => payload.Without("timestampMs") }),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: timestampMs is a number.</summary>
    public static AuthenticatorFault SafetyNetTimestampIsAString { get; } = new(FaultGroup.AndroidSafetyNet, "timestampMs is a string")
    {
        OnlyWhere = "the answer's age is bounded",
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => payload.With("timestampMs", "1") }),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: the answer is not of a time to come.</summary>
    public static AuthenticatorFault SafetyNetTimestampInTheFuture { get; } = new(FaultGroup.AndroidSafetyNet, "timestampMs is a day ahead")
    {
        OnlyWhere = "the answer's age is bounded",
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => WithTimestampMoved(payload, days: 1) }),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: the answer is a fresh one.</summary>
    public static AuthenticatorFault SafetyNetTimestampTooOld { get; } = new(FaultGroup.AndroidSafetyNet, "timestampMs is a day ago")
    {
        OnlyWhere = "the answer's age is bounded",
        Configuration = it => ToSafetyNet(it, format => format with { Payload = payload => WithTimestampMoved(payload, days: -1) }),
    };

    /// <summary>Breaks RFC 8259 section 4: the names in an object are unique.</summary>
    public static AuthenticatorFault SafetyNetPayloadMemberTwice { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the nonce is there twice, the right one last")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Payload = WithAnotherNonceFirst }),
    };

    /// <summary>Breaks section 8.5: the certificates are in x5c.</summary>
    public static AuthenticatorFault SafetyNetChainMissing { get; } = new(FaultGroup.AndroidSafetyNet, "x5c is missing")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Header = header => header.Without("x5c") }),
    };

    /// <summary>Breaks RFC 7515 section 4.1.6: x5c is an array.</summary>
    public static AuthenticatorFault SafetyNetChainIsAString { get; } = new(FaultGroup.AndroidSafetyNet, "x5c is a string")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Header = header => header.With("x5c", "certificate") }),
    };

    /// <summary>Breaks RFC 7515 section 4.1.6: x5c holds strings.</summary>
    public static AuthenticatorFault SafetyNetChainHoldsANumber { get; } = new(FaultGroup.AndroidSafetyNet, "x5c holds a number")
    {
        Configuration = it => ToSafetyNet(it, format => format with { Header = header => header.WithRaw("x5c", "[1]") }),
    };

    /// <summary>Breaks section 8.5: x5c holds the attesting certificate first, so one at the least.</summary>
    public static AuthenticatorFault SafetyNetChainEmpty { get; } = new(FaultGroup.AndroidSafetyNet, "x5c is empty")
    {
        Configuration = ToSafetyNet,
        CertificateChain = _ => [],
    };

    /// <summary>Breaks section 8.5: x5c holds X.509 certificates.</summary>
    public static AuthenticatorFault SafetyNetCertificateIllFormed { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the first certificate is not DER")
    {
        Configuration = ToSafetyNet,
        CertificateChain = it => [[0x30, 0x03, 0x01, 0x02], .. it.Skip(1)],
    };

    /// <summary>Breaks section 8.5: the attesting certificate is the first.</summary>
    public static AuthenticatorFault SafetyNetChainReversed { get; } = new(FaultGroup.AndroidSafetyNet, "x5c begins with the intermediate")
    {
        Configuration = ToSafetyNet,
        CertificateChain = it => [.. it.Reverse()],
    };

    /// <summary>Breaks section 8.5: each certificate certifies the one before.</summary>
    public static AuthenticatorFault SafetyNetChainOfAnotherAuthority { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the intermediate in x5c did not issue the first certificate")
    {
        OnlyWhere = "the chain is checked up to a trust anchor",
        Configuration = ToSafetyNet,
        CertificateChain = it => [it[0], Other.Authority.Intermediate.RawData],
    };

    /// <summary>Breaks step 24: the chain ends in a trusted root.</summary>
    public static AuthenticatorFault SafetyNetRootNotTrusted { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the chain ends in a root that nobody knows")
    {
        OnlyWhere = "the pool has trust anchors",
        Configuration = it => ToSafetyNet(it, format => format with { Authority = Other.Authority }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault SafetyNetCertificateExpired { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the first certificate ended in 2021")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToSafetyNet(it, format => format with { Certificate = format.Certificate with { NotAfter = In2021 } }),
    };

    /// <summary>Breaks step 24 by RFC 5280 section 4.1.2.5: the certificate is valid at the ceremony's time.</summary>
    public static AuthenticatorFault SafetyNetCertificateNotYetValid { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the first certificate begins in 2047")
    {
        OnlyWhere = "certificates are checked at the ceremony's time",
        Configuration = it => ToSafetyNet(it, format => format with { Certificate = format.Certificate with { NotBefore = In2047 } }),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: the certificate is for attest.android.com.</summary>
    public static AuthenticatorFault SafetyNetCertificateOfAnotherHost { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the certificate is for another host")
    {
        Configuration = it => WithHost(it, "attest.example.com"),
    };

    /// <summary>Breaks section 8.5 by SafetyNet's documentation: the certificate is for attest.android.com, all of it.</summary>
    public static AuthenticatorFault SafetyNetCertificateOfALongerHost { get; } = new(
        FaultGroup.AndroidSafetyNet,
        "the certificate's host begins with attest.android.com")
    {
        Configuration = it => WithHost(it, "attest.android.com.example.com"),
    };

    private static SoftwareAuthenticator WithHost(SoftwareAuthenticator it, string host) =>
        ToSafetyNet(it, format => format with { Certificate = format.Certificate with { CommonName = host, HostName = host } });

    private static JsonMembers WithTimestampMoved(JsonMembers payload, int days)
    {
        var milliseconds = long.Parse(payload["timestampMs"], CultureInfo.InvariantCulture);
        return payload.With("timestampMs", milliseconds + (days * 24 * 60 * 60 * 1000L));
    }

    private static JsonMembers WithAnotherNonceFirst(JsonMembers payload) =>
        payload with { Members = [KeyValuePair.Create("nonce", "\"AAAA\""), .. payload.Members] };
}
