using System.Reflection;
using System.Runtime.CompilerServices;
using PasskeyLedger.Testing.Authenticator.Attestation;

namespace PasskeyLedger.Testing.Authenticator.Faults;

/// <summary>Which part of a registration a fault is in: one file of faults each, or one for each part of it.</summary>
public enum FaultGroup
{
    Credential,
    ClientData,
    AuthenticatorData,
    PublicKey,
    AttestationObject,
    Packed,
    Tpm,
    AndroidKey,
    AndroidSafetyNet,
    FidoU2f,
    Apple,
    Compound,
}

/// <summary>
/// One way in which a registration is wrong, with everything else right: what is signed is signed over the faulty bytes, and hashes
/// and lengths are made after the fault, unless they are the fault. The static members are the whole list; what each breaks stands
/// in its comment, with the step of WebAuthn Level 3 section 7.1 or another section.
/// </summary>
public sealed partial class AuthenticatorFault
{
    private static readonly Lazy<IReadOnlyList<AuthenticatorFault>> Listed = new(() =>
    [
        .. typeof(AuthenticatorFault).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(AuthenticatorFault))
            .Select(property => (AuthenticatorFault)property.GetValue(null)!),
    ]);

    private AuthenticatorFault(FaultGroup group, string description, [CallerMemberName] string name = "")
    {
        Group = group;
        Description = description;
        Name = name;
    }

    public FaultGroup Group { get; }

    /// <summary>The name of the static member.</summary>
    public string Name { get; }

    /// <summary>What is wrong, for a failing test's message.</summary>
    public string Description { get; }

    /// <summary>The policy under which this is a fault at all; null: under every one.</summary>
    public string? OnlyWhere { get; private init; }

    /// <summary>Every fault there is.</summary>
    public static IReadOnlyList<AuthenticatorFault> All => Listed.Value;

    /// <summary>The faults of one group.</summary>
    public static IEnumerable<AuthenticatorFault> In(FaultGroup group) => All.Where(fault => fault.Group == group);

    /// <summary>The fault of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static AuthenticatorFault Named(string name) =>
        All.FirstOrDefault(fault => string.Equals(fault.Name, name, StringComparison.Ordinal))
        ?? throw new KeyNotFoundException($"There is no fault named '{name}'.");

    public override string ToString() => Name;

    internal static AuthenticatorFault Nothing { get; } = new(FaultGroup.Credential, "nothing is wrong");

    // The stages of a registration, in their order. A fault replaces one of them, and where it needs a certain format or key, the first.
    internal Func<SoftwareAuthenticator, SoftwareAuthenticator> Configuration { get; private init; } = static it => it;
    internal Func<JsonMembers, JsonMembers> ClientData { get; private init; } = static it => it;
    internal Func<byte[], byte[]> ClientDataBytes { get; private init; } = static it => it;
    internal Func<CborMap, CborMap> PublicKey { get; private init; } = static it => it;
    internal Func<byte[], byte[]> PublicKeyBytes { get; private init; } = static it => it;
    internal Func<AuthenticatorData, AuthenticatorData> AuthenticatorData { get; private init; } = static it => it;
    internal Func<byte[], byte[]> AuthenticatorDataBytes { get; private init; } = static it => it;
    internal Func<byte[], byte[]> SignedBytes { get; private init; } = static it => it;
    internal Func<byte[], byte[]> Signature { get; private init; } = static it => it;
    internal Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> CertificateChain { get; private init; } = static it => it;
    internal Func<CborMap, CborMap> Statement { get; private init; } = static it => it;
    internal Func<CborMap, CborMap> AttestationObject { get; private init; } = static it => it;
    internal Func<byte[], byte[]> AttestationObjectBytes { get; private init; } = static it => it;
    internal Func<JsonMembers, JsonMembers> Response { get; private init; } = static it => it;
    internal Func<JsonMembers, JsonMembers> Credential { get; private init; } = static it => it;
    internal Func<string, string> Json { get; private init; } = static it => it;

    // Outside the time in which the attesting certificates are valid otherwise, and within the time of the authorities.
    private static readonly DateTimeOffset In2021 = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset In2047 = new(2047, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Guid OtherAaguid = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private static byte[] WithBitFlipped(byte[] bytes, int at)
    {
        var changed = bytes.ToArray();
        changed[at] ^= 0x01;
        return changed;
    }

    /// <summary>A manufacturer that nobody trusts and a key that is no credential's, made where a fault first needs them.</summary>
    private static class Other
    {
        public static AttestationAuthority Authority { get; } = new("Somebody Else");

        public static AuthenticatorKey Key { get; } = AuthenticatorKey.Create(CoseAlgorithm.ES256);
    }
}
