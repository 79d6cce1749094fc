using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>
/// Follows certificates from the first one up to a trust anchor (RFC 5280 section 6), without a network: what is revoked, lists say that are given.
/// </summary>
internal static class TrustPath
{
    /// <summary>
    /// Without anchors nothing is followed, but each certificate must be one, and be valid at that time. A root that is merely sent along
    /// need not be valid: where a path ends, the anchor says, which may be the same root in a later certificate.
    /// </summary>
    /// <param name="certificates">In DER, the end's first.</param>
    /// <param name="anchors">Roots, or any certificate that is as good as one: an intermediate, or the end's itself (see <see cref="AnchoredChain"/>).</param>
    /// <param name="revocations">Those of the issuers of <paramref name="certificates"/> count.</param>
    /// <param name="at">The time at which all of the path must be valid.</param>
    /// <param name="step">The step of the ceremony that asks.</param>
    /// <param name="recurs">Whether the same certificates are likely to come again, so that it is worth remembering where they led.</param>
    public static CeremonyFailure? Follow(
        IReadOnlyList<ReadOnlyMemory<byte>> certificates,
        IReadOnlyList<X509Certificate2> anchors,
        IReadOnlyList<RevocationList> revocations,
        DateTimeOffset at,
        string step,
        bool recurs)
    {
        var key = recurs ? TrustPathCache.KeyOf(certificates, anchors, revocations) : null;
        if (key is not null && TrustPathCache.IsKnownGood(key, at))
            return null;

        var path = new X509Certificate2Collection();
        try
        {
            foreach (var der in certificates)
            {
                if (AttestationCertificate.Load(der, step, out var certificate) is { } unreadable)
                    return unreadable;
                path.Add(certificate!);
            }

            // A certificate proves nothing outside its time, whoever issued it.
            var validity = Validity.Always;
            foreach (var certificate in path.Where((certificate, place) => place == 0 || !IsNamedAsIssuer(certificate, certificate)))
            {
                if (CheckTime(certificate, at, step) is { } untimely)
                    return untimely;
                validity = validity.And(Validity.Of(certificate));
            }

            if (anchors.Count > 0)
            {
                if (FindAnchor(path, anchors, at, ref validity) is not { } anchor)
                    return new(CeremonyFailureCode.TrustPathNotAnchored, step, "the attestation certificate doesn't chain to a trust anchor");
                if (path.Any(certificate => revocations.Any(list => list.Revokes(certificate, path.Append(anchor)))))
                    return new(CeremonyFailureCode.CertificateRevoked, step, "a certificate of the attestation has been revoked by its issuer");
            }

            if (key is not null)
                TrustPathCache.Add(key, validity);
            return null;
        }
        finally
        {
            foreach (var certificate in path)
                certificate.Dispose();
        }
    }

    private static CeremonyFailure? CheckTime(X509Certificate2 certificate, DateTimeOffset at, string step)
    {
        var validity = Validity.Of(certificate);
        if (at < validity.From)
        {
            return new(
                CeremonyFailureCode.CertificateNotYetValid, step, "a certificate of the attestation was not yet valid at the ceremony's time");
        }

        return at > validity.To
            ? new(CeremonyFailureCode.CertificateExpired, step, "a certificate of the attestation had expired at the ceremony's time")
            : null;
    }

    /// <summary>
    /// Each anchor that the path could end at is tried by itself: given two roots of one name, X509Chain would follow but one of them.
    /// </summary>
    /// <param name="path">As it was sent.</param>
    /// <param name="anchors">Those that it may end at.</param>
    /// <param name="at">The time at which it must be valid.</param>
    /// <param name="validity">To be narrowed to that of the certificates that the path goes over.</param>
    private static X509Certificate2? FindAnchor(
        X509Certificate2Collection path, IReadOnlyList<X509Certificate2> anchors, DateTimeOffset at, ref Validity validity)
    {
        foreach (var anchor in anchors)
        {
            if (IsSame(anchor, path[0]))
                return anchor;
            if (path.Any(certificate => IsNamedAsIssuer(anchor, certificate)) && AnchoredChain.Follow(path, anchor, at) is { } followed)
            {
                validity = validity.And(followed);
                return anchor;
            }
        }

        return null;
    }

    private static bool IsNamedAsIssuer(X509Certificate2 anchor, X509Certificate2 certificate) =>
        IssuerName.IsSame(certificate.IssuerName.RawData, anchor.SubjectName.RawData);

    private static bool IsSame(X509Certificate2 one, X509Certificate2 two) => one.RawDataMemory.Span.SequenceEqual(two.RawDataMemory.Span);
}
