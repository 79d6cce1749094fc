using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>Section 7.1 steps 23 and 24: how far an attestation is trusted, by the relying party's policy.</summary>
internal static class AttestationTrust
{
    private const string Step = "7.1 step 24";

    public static CeremonyFailure? Assess(
        AttestationResult attestation, string format, RegistrationExpectations expectations, out AttestationTrustLevel level)
    {
        var anchored = expectations.TrustAnchors.Count > 0;
        var asked = anchored && !expectations.AcceptUncertified;
        switch (attestation)
        {
            // No attestation: is that acceptable?
            case AttestationResult.None:
                level = AttestationTrustLevel.None;
                return asked && !expectations.AcceptedFormats.Contains(format, StringComparer.Ordinal)
                    ? Untrusted("no attestation was given")
                    : null;

            // Self attestation: is that acceptable?
            case AttestationResult.Self:
                level = AttestationTrustLevel.Self;
                return asked ? Untrusted("the attestation is signed with the credential's own key") : null;

            // Otherwise: the attestation certificate chains to an acceptable root, or is one.
            case AttestationResult.Certified certified:
                level = anchored ? AttestationTrustLevel.Trusted : AttestationTrustLevel.Unverified;
                return Follow(certified.TrustPath, expectations);

            case AttestationResult.Compound compound:
                return AssessEach(compound, expectations, out level);

            default:
                throw new ArgumentOutOfRangeException(nameof(attestation), attestation, "not a valid attestation");
        }
    }

    /// <summary>
    /// Of several attestations one that is trusted is enough, since all of them are of one credential. Certificates out of their time are
    /// refused wherever they are.
    /// </summary>
    private static CeremonyFailure? AssessEach(
        AttestationResult.Compound compound, RegistrationExpectations expectations, out AttestationTrustLevel level)
    {
        level = AttestationTrustLevel.None;
        CeremonyFailure? untrusted = null;
        foreach (var (format, result) in compound.Attestations)
        {
            var failure = Assess(result, format, expectations, out var one);
            if (failure is null)
                level = (AttestationTrustLevel)Math.Max((int)level, (int)one);
            else if (failure.Code is CeremonyFailureCode.TrustPathNotAnchored or CeremonyFailureCode.AttestationNotTrusted)
                untrusted ??= failure;
            else
                return failure;
        }

        return level == AttestationTrustLevel.Trusted ? null : untrusted;
    }

    private static CeremonyFailure? Follow(IReadOnlyList<ReadOnlyMemory<byte>> trustPath, RegistrationExpectations expectations)
    {
        var path = new X509Certificate2Collection();
        try
        {
            foreach (var der in trustPath)
            {
                if (AttestationCertificate.Load(der, Step, out var certificate) is { } unreadable)
                    return unreadable;
                path.Add(certificate!);
            }

            // A certificate proves nothing outside its time, whoever issued it.
            foreach (var certificate in path)
            {
                if (CheckTime(certificate, expectations.At) is { } untimely)
                    return untimely;
            }

            return expectations.TrustAnchors.Count == 0 || ChainsToAnchor(path, expectations)
                ? null
                : new(CeremonyFailureCode.TrustPathNotAnchored, Step, "the attestation certificate doesn't chain to a trust anchor");
        }
        finally
        {
            foreach (var certificate in path)
                certificate.Dispose();
        }
    }

    private static CeremonyFailure? CheckTime(X509Certificate2 certificate, DateTimeOffset at)
    {
        // NotBefore and NotAfter are in local time.
        if (at.UtcDateTime < certificate.NotBefore.ToUniversalTime())
        {
            return new(
                CeremonyFailureCode.CertificateNotYetValid, Step, "a certificate of the attestation was not yet valid at the ceremony's time");
        }

        return at.UtcDateTime > certificate.NotAfter.ToUniversalTime()
            ? new(CeremonyFailureCode.CertificateExpired, Step, "a certificate of the attestation had expired at the ceremony's time")
            : null;
    }

    /// <summary>
    /// Each anchor that the path could end at is tried by itself: given two roots of one name, X509Chain would follow but one of them.
    /// </summary>
    private static bool ChainsToAnchor(X509Certificate2Collection path, RegistrationExpectations expectations) =>
        expectations.TrustAnchors.Any(anchor =>
            anchor.RawDataMemory.Span.SequenceEqual(path[0].RawDataMemory.Span)
            || (path.Any(certificate => IsNamedAsIssuer(anchor, certificate)) && Chains(path, anchor, expectations.At)));

    private static bool IsNamedAsIssuer(X509Certificate2 anchor, X509Certificate2 certificate) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(anchor.SubjectName.RawData);

    private static bool Chains(X509Certificate2Collection path, X509Certificate2 anchor, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(anchor);
        chain.ChainPolicy.ExtraStore.AddRange(path);
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        // Pure: the answer must not depend on what can be fetched. Revocation is the metadata's business.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        try
        {
            return chain.Build(path[0]);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
    }

    private static CeremonyFailure Untrusted(string why) =>
        new(CeremonyFailureCode.AttestationNotTrusted, Step, $"trust anchors are required, and {why}");
}
