using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Faults;
using PasskeyLedger.WebAuthn.Metadata;
using PasskeyLedger.WebAuthn.Tests.Faults;
using Shared = PasskeyLedger.Testing.Authenticator.Attestation.AttestationAuthority;

namespace PasskeyLedger.WebAuthn.Tests.Conformance;

/// <summary>
/// The relying party as FIDO's server tests have it: it asks for direct attestation, offers every algorithm, and holds to FIDO's rules
/// where WebAuthn leaves a choice.
/// </summary>
internal static class ConformanceJudge
{
    public static readonly Guid Model = new("01020304-0506-0708-0102-030405060708");

    private static readonly SignedMetadata Service = new();

    public static void Accepts(
        IAttestationFormat attestation, long algorithm = CoseAlgorithm.ES256, Func<RegistrationExpectations, RegistrationExpectations>? policy = null) =>
        Accepts(new SoftwareAuthenticator { Attestation = attestation, Key = AuthenticatorKey.Shared(algorithm) }, policy);

    public static void Accepts(SoftwareAuthenticator authenticator, Func<RegistrationExpectations, RegistrationExpectations>? policy = null) =>
        Judge(authenticator, policy).ShouldBeNull();

    /// <summary>Of a registration that is packed unless the fault asks for another format.</summary>
    public static void Refuses(AuthenticatorFault fault, CeremonyFailureCode code) =>
        Refuses(new SoftwareAuthenticator { Attestation = new PackedAttestation(), Fault = fault }, code);

    public static void Refuses(
        IAttestationFormat attestation, CeremonyFailureCode code, Func<RegistrationExpectations, RegistrationExpectations>? policy = null) =>
        Refuses(new SoftwareAuthenticator { Attestation = attestation }, code, policy);

    public static void Refuses(
        SoftwareAuthenticator authenticator, CeremonyFailureCode code, Func<RegistrationExpectations, RegistrationExpectations>? policy = null) =>
        Judge(authenticator, policy).ShouldNotBeNull("accepted").Code.ShouldBe(code);

    /// <summary>A policy that trusts nothing but the metadata, which knows one model.</summary>
    /// <param name="type">How the model attests.</param>
    /// <param name="algorithms">FIDO's names of the algorithms that the model has; none: not told.</param>
    public static Func<RegistrationExpectations, RegistrationExpectations> ByMetadata(string type, params string[] algorithms)
    {
        var entry = SignedMetadata.Entry(Model, type == "basic_surrogate" ? null : Shared.Shared.Root, type);
        if (algorithms.Length > 0)
            entry["metadataStatement"]!["authenticationAlgorithms"] = new System.Text.Json.Nodes.JsonArray([.. algorithms]);
        var at = DateTimeOffset.UtcNow;
        var blob = MetadataBlob.Read(Service.Sign(SignedMetadata.Payload(entry)), [Service.Root], at)
            .ShouldBeOfType<MetadataReading.Accepted>().Blob;
        return policy => policy with { TrustAnchors = [], AcceptUncertified = false, Metadata = blob };
    }

    private static CeremonyFailure? Judge(
        SoftwareAuthenticator authenticator, Func<RegistrationExpectations, RegistrationExpectations>? policy) =>
        FaultJudge.Judge(
            authenticator with { Aaguid = authenticator.Attestation is FidoU2fAttestation ? Guid.Empty : authenticator.Aaguid },
            strict => (policy ?? (it => it))(strict with { RequirePackedPathWithoutRoot = true }));
}
