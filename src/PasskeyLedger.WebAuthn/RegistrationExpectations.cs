using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.WebAuthn;

/// <summary>What the relying party asked for, and what it accepts: everything that verification depends on beside the response.</summary>
public sealed record RegistrationExpectations
{
    /// <summary>The challenge that was given out, base64url without padding.</summary>
    public required string Challenge { get; init; }

    /// <summary>A domain, such as <c>example.com</c> or <c>localhost</c>.</summary>
    public required string RelyingPartyId { get; init; }

    /// <summary>The ceremony's time, at which certificates must be valid.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>COSE identifiers of the algorithms that were offered (<c>pubKeyCredParams</c>).</summary>
    public required IReadOnlyList<int> Algorithms { get; init; }

    /// <summary>Exact origins accepted beside the relying party id's own, see <see cref="OriginPolicy"/>.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Whether only <see cref="Origins"/> are accepted, and the relying party id's own are not.</summary>
    public bool ListedOriginsOnly { get; init; }

    /// <summary>Whether the ceremony may run in a frame of another origin's page.</summary>
    public bool AllowCrossOrigin { get; init; }

    /// <summary>
    /// The origins of pages that may frame the ceremony beside the relying party's own, where <see cref="AllowCrossOrigin"/> is set; empty: any
    /// web page's.
    /// </summary>
    public IReadOnlyList<string> TopOrigins { get; init; } = [];

    public bool UserVerificationRequired { get; init; }

    /// <summary>The ceremony ran with <c>mediation: "conditional"</c>, where the user need not have been present (section 7.1 step 15).</summary>
    public bool ConditionalMediation { get; init; }

    /// <summary>Attestation formats accepted; empty: any that can be verified.</summary>
    public IReadOnlyList<string> AcceptedFormats { get; init; } = [];

    /// <summary>
    /// Whether an attestation of format fido-u2f with an AAGUID is refused: FIDO's conformance tests want zero there, WebAuthn doesn't ask.
    /// </summary>
    public bool RequireZeroU2fAaguid { get; init; }

    /// <summary>
    /// Whether an attestation of format packed is refused whose certificates include a root: FIDO's conformance tests want them without,
    /// WebAuthn doesn't ask.
    /// </summary>
    public bool RequirePackedPathWithoutRoot { get; init; }

    /// <summary>
    /// Whether an attestation of format android-key is refused where a trusted execution environment doesn't vouch for the key's origin and
    /// purpose, but the operating system alone (section 8.4).
    /// </summary>
    public bool RequireTrustedEnvironment { get; init; }

    /// <summary>
    /// Certificates that attestation certificates must chain to, or be: roots, and intermediates too, of which no more is asked than that they
    /// don't say themselves that they are no authority. Empty: chains are not followed, and what they say of the authenticator stays
    /// unverified. With anchors an attestation without certificates is refused, except that <c>none</c> is accepted where
    /// <see cref="AcceptedFormats"/> lists it, and where <see cref="AcceptUncertified"/> is set.
    /// </summary>
    public IReadOnlyList<X509Certificate2> TrustAnchors { get; init; } = [];

    /// <summary>Lists of certificates that are not to be trusted any more. They count where chains are followed to an anchor.</summary>
    public IReadOnlyList<RevocationList> RevocationLists { get; init; } = [];

    /// <summary>
    /// What the FIDO Metadata Service says of models; null: not asked. Its anchors for a model count beside <see cref="TrustAnchors"/>, and
    /// attestations are asked for as with these; a model that it reports as revoked or broken is refused, whatever attests it. A self
    /// attestation is accepted where the model is one that attests so.
    /// </summary>
    public MetadataBlob? Metadata { get; init; }

    /// <summary>
    /// Whether trust anchors are asked for only where there are certificates, and <c>none</c> and self attestation pass; except the self
    /// attestation of a model of which <see cref="Metadata"/> says that it attests with a certificate.
    /// </summary>
    public bool AcceptUncertified { get; init; }

    /// <summary>
    /// Authenticator models accepted; empty: all. An attestation that doesn't cover the AAGUID, as those of format fido-u2f don't, is of the
    /// model of zeros, whatever is stated beside it.
    /// </summary>
    public IReadOnlyCollection<Guid> AllowedAaguids { get; init; } = [];

    /// <summary>Authenticator models refused, even where allowed, and even where they are but stated.</summary>
    public IReadOnlyCollection<Guid> DeniedAaguids { get; init; } = [];
}
