using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.WebAuthn.Attestation;

/// <summary>From when to when certificates are valid, both ends included.</summary>
internal readonly record struct Validity(DateTimeOffset From, DateTimeOffset To)
{
    public static readonly Validity Always = new(DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    public static Validity Of(X509Certificate2 certificate) =>
        // NotBefore and NotAfter are in local time, which has not room for all that a certificate may say.
        new(new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));

    public bool Contains(DateTimeOffset at) => at >= From && at <= To;

    public Validity And(Validity other) => new(From > other.From ? From : other.From, To < other.To ? To : other.To);
}
