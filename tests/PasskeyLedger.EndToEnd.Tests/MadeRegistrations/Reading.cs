using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>
/// What there is to see in a registration, as facts named <c>part.fact</c> that do not change from one right registration to the
/// next: no verdict, and no code shared with the verifier or with what made it.
/// </summary>
internal sealed class Reading
{
    public const string Unreadable = "unreadable";

    private readonly Dictionary<string, string> facts = new(StringComparer.Ordinal);

    public Reading(MadeRegistration made)
    {
        AuthenticatorData = made.AuthenticatorData;
        ClientDataHash = SHA256.HashData(made.ClientDataJson);
        var attestationObject = CborTree.Read(made.AttestationObject);
        Format = attestationObject["fmt"].Text;
        Statement = attestationObject["attStmt"];
        var idLength = BinaryPrimitives.ReadUInt16BigEndian(AuthenticatorData.AsSpan(53));
        CredentialId = AuthenticatorData[55..(55 + idLength)];
        CredentialKey = CborTree.ReadFirst(AuthenticatorData.AsMemory(55 + idLength)).Tree;
        Add("statement.shape", () => Statement.Shape());
    }

    public IReadOnlyDictionary<string, string> Facts => facts;

    public string Format { get; }

    public CborTree Statement { get; init; }

    public byte[] AuthenticatorData { get; }

    public byte[] ClientDataHash { get; }

    public byte[] CredentialId { get; }

    public CborTree CredentialKey { get; }

    public byte[] Signed => [.. AuthenticatorData, .. ClientDataHash];

    public byte[] Aaguid => AuthenticatorData[37..53];

    /// <summary>The first certificate of x5c.</summary>
    public X509Certificate2 Leaf => X509CertificateLoader.LoadCertificate(Statement["x5c"].Items[0].Bytes);

    /// <summary>A fact, or that there is none to be read.</summary>
    public void Add(string name, Func<object?> read)
    {
        try
        {
            facts[name] = read() switch
            {
                byte[] bytes => Convert.ToHexStringLower(bytes),
                { } value => FormattableString.Invariant($"{value}"),
                null => "absent",
            };
        }
        catch (Exception)
        {
            facts[name] = Unreadable;
        }
    }

    /// <summary>How the certificates lie in x5c and whether they lead to a root.</summary>
    public void AddChain(Func<IReadOnlyList<byte[]>> chain)
    {
        Add("chain.isWhole", () => chain().All(IsOneDerValue));
        Add("chain.status", () => Chain(chain()));
    }

    public void AddChain() => AddChain(() => [.. Statement["x5c"].Items.Select(item => item.Bytes)]);

    /// <summary>What tells a public key apart from others, of a COSE_Key.</summary>
    public static string NumbersOf(CborTree cose) => cose[1L].Integer == 3
        ? $"{Convert.ToHexString(cose[-1L].Bytes)} {Convert.ToHexString(cose[-2L].Bytes)}"
        : $"{Convert.ToHexString(cose[-2L].Bytes)} {Convert.ToHexString(cose[-3L].Bytes)}";

    /// <inheritdoc cref="NumbersOf(CborTree)"/>
    public static string NumbersOf(X509Certificate2 certificate)
    {
        using var ec = certificate.GetECDsaPublicKey();
        if (ec is not null)
        {
            var point = ec.ExportParameters(includePrivateParameters: false).Q;
            return $"{Convert.ToHexString(point.X!)} {Convert.ToHexString(point.Y!)}";
        }

        using var rsa = certificate.GetRSAPublicKey()!;
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        return $"{Convert.ToHexString(numbers.Modulus!)} {Convert.ToHexString(numbers.Exponent!)}";
    }

    private static bool IsOneDerValue(byte[] der)
    {
        AsnDecoder.ReadEncodedValue(der, AsnEncodingRules.DER, out _, out _, out var length);
        return length == der.Length;
    }

    private static X509ChainStatusFlags Chain(IReadOnlyList<byte[]> certificates)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(AttestationAuthority.Shared.Root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var certificate in certificates.Skip(1))
            chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(certificate));
        using var leaf = X509CertificateLoader.LoadCertificate(certificates[0]);
        chain.Build(leaf);
        return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
    }
}
