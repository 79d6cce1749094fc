using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>
/// A chain of certificates from an end to one anchor. An anchor is a name and a key (RFC 5280 section 6.1.1 d), so its certificate need not
/// be what an intermediate's must be: makers have roots without Basic Constraints, or whose Key Usage leaves out the signing of certificates.
/// </summary>
/// <remarks>
/// What an anchor's Basic Constraints do say is held to. Where they say that it is no authority it is an end's certificate, which vouches
/// for that end and not for whatever its key may sign.
/// </remarks>
internal static class AnchoredChain
{
    /// <param name="path">The end's certificate, then those that may lead from it to the anchor.</param>
    /// <param name="anchor">Must be valid at that time as all others.</param>
    /// <param name="at">The time at which all certificates of the chain must be valid.</param>
    /// <returns>When all of them are valid; null: there is no chain to the anchor.</returns>
    public static Validity? Follow(X509Certificate2Collection path, X509Certificate2 anchor, DateTimeOffset at)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(anchor);
        chain.ChainPolicy.ExtraStore.AddRange(path);
        chain.ChainPolicy.VerificationTime = at.UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        try
        {
            // Its answer is of the whole chain, and so of what may follow the anchor, too.
            _ = chain.Build(path[0]);
            return Judge(chain.ChainElements, anchor);
        }
        catch (CryptographicException)
        {
            return null;
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
        }
    }

    private static Validity? Judge(X509ChainElementCollection elements, X509Certificate2 anchor)
    {
        var validity = Validity.Always;
        foreach (var element in elements)
        {
            validity = validity.And(Validity.Of(element.Certificate));
            var faults = element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one.Status);
            if (element.Certificate.RawDataMemory.Span.SequenceEqual(anchor.RawDataMemory.Span))
                return (faults & ~NoFaultsOf(anchor)) == X509ChainStatusFlags.NoError ? validity : null;
            if (faults != X509ChainStatusFlags.NoError)
                return null;
        }

        return null;
    }

    /// <summary>That its own issuer is not known, or not trusted, and what only an intermediate must have.</summary>
    private static X509ChainStatusFlags NoFaultsOf(X509Certificate2 anchor)
    {
        const X509ChainStatusFlags Unanchored = X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot;
        return anchor.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault()
                is null or { CertificateAuthority: true, HasPathLengthConstraint: false }
            ? Unanchored | X509ChainStatusFlags.InvalidBasicConstraints
            : Unanchored;
    }
}
