using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.Testing.Authenticator.Attestation;

/// <summary>
/// A certificate to be issued by an <see cref="AttestationAuthority"/>. A record each, so that equal ones are issued once.
/// </summary>
public interface ICertificateTemplate
{
    /// <summary>X.509 version 1, 2 or 3. Below 3 there are no extensions.</summary>
    int Version { get; }

    DateTimeOffset NotBefore { get; }

    DateTimeOffset NotAfter { get; }

    /// <summary>Whether the root issues it, and not the intermediate: where a chain has no place for another certificate.</summary>
    bool IsIssuedByRoot => false;

    /// <summary>Subject, public key and extensions.</summary>
    CertificateRequest Request(AuthenticatorKey key);
}
