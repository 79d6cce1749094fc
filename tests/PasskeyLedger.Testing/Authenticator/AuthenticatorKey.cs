using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>
/// A key pair of an authenticator: of a credential, or one that attests. Each family makes its own
/// (<see cref="EcKeys"/>, <see cref="EdKeys"/>, <see cref="RsaKeys"/>, <see cref="MLDsaKeys"/>).
/// </summary>
/// <param name="algorithm">What the key signs with, see <see cref="CoseAlgorithm"/>.</param>
/// <param name="cosePublicKey">The COSE_Key of WebAuthn section 6.5.1.1.</param>
/// <param name="subjectPublicKeyInfo">The public key in DER, as certificates hold it.</param>
/// <param name="sign">Makes a signature in the form of WebAuthn section 6.5.5.</param>
public sealed class AuthenticatorKey(long algorithm, CborMap cosePublicKey, byte[] subjectPublicKeyInfo, Func<byte[], byte[]> sign)
{
    private static readonly ConcurrentDictionary<long, Lazy<AuthenticatorKey>> SharedKeys = new();

    public long Algorithm { get; } = algorithm;

    public CborMap CosePublicKey { get; } = cosePublicKey;

    public byte[] SubjectPublicKeyInfo { get; } = subjectPublicKeyInfo;

    /// <summary>The digest that a signature of this algorithm is made over; null: the algorithm takes the data itself.</summary>
    public HashAlgorithmName? Hash { get; init; }

    /// <summary>The algorithms that <see cref="Create"/> knows and this machine has.</summary>
    public static IReadOnlyList<long> Algorithms { get; } =
    [
        .. EcKeys.Algorithms,
        .. RsaKeys.Algorithms,
        .. EdKeys.IsSupported ? EdKeys.Algorithms : [],
        .. MLDsaKeys.IsSupported ? MLDsaKeys.Algorithms : [],
    ];

    /// <summary>A new key.</summary>
    /// <exception cref="NotSupportedException">The software authenticator has no such algorithm, or the machine hasn't.</exception>
    public static AuthenticatorKey Create(long algorithm) =>
        EcKeys.Algorithms.Contains(algorithm) ? EcKeys.Create(algorithm)
        : RsaKeys.Algorithms.Contains(algorithm) ? RsaKeys.Create(algorithm)
        : EdKeys.Algorithms.Contains(algorithm) ? EdKeys.Create(algorithm)
        : MLDsaKeys.Algorithms.Contains(algorithm) ? MLDsaKeys.Create(algorithm)
        : throw new NotSupportedException($"The software authenticator has no keys of COSE algorithm {algorithm}.");

    /// <summary>
    /// The one key of this algorithm that the whole process shares: where a test or a benchmark needs many registrations and
    /// not many keys (an RSA key takes a hundred milliseconds to make).
    /// </summary>
    public static AuthenticatorKey Shared(long algorithm) =>
        SharedKeys.GetOrAdd(algorithm, static wanted => new Lazy<AuthenticatorKey>(() => Create(wanted))).Value;

    public byte[] Sign(byte[] data) => sign(data);
}
