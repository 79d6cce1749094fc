using System.Formats.Asn1;

namespace PasskeyLedger.Testing.Authenticator.Attestation.Android;

/// <summary>
/// AuthorizationList of Android's key attestation: what a key may be used for, as one of the two worlds enforces it. Only what
/// WebAuthn reads, and what a list always has.
/// </summary>
public sealed record AuthorizationList
{
    /// <summary>[1]; null: absent. See <see cref="KeyPurpose"/>.</summary>
    public IReadOnlyList<long>? Purposes { get; init; }

    /// <summary>[2], 1 for RSA and 3 for elliptic curves; null: absent.</summary>
    public long? Algorithm { get; init; }

    /// <summary>[503]: no user authentication is needed.</summary>
    public bool NoAuthRequired { get; init; }

    /// <summary>[600]: every application may use the key.</summary>
    public bool AllApplications { get; init; }

    /// <summary>[701] in milliseconds since 1970; null: absent.</summary>
    public long? CreationDateTime { get; init; }

    /// <summary>[702]; null: absent. See <see cref="KeyOrigin"/>.</summary>
    public long? Origin { get; init; }

    /// <summary>[709], the applications' names and signers in DER; null: absent.</summary>
    public byte[]? ApplicationId { get; init; }

    internal void WriteTo(AsnWriter writer)
    {
        using var list = writer.PushSequence();
        if (Purposes is not null)
        {
            using var tag = writer.PushSequence(Tag(1));
            using var set = writer.PushSetOf();
            foreach (var purpose in Purposes)
                writer.WriteInteger(purpose);
        }

        WriteInteger(writer, 2, Algorithm);
        WriteFlag(writer, 503, NoAuthRequired);
        WriteFlag(writer, 600, AllApplications);
        WriteInteger(writer, 701, CreationDateTime);
        WriteInteger(writer, 702, Origin);
        if (ApplicationId is not null)
        {
            using var tag = writer.PushSequence(Tag(709));
            writer.WriteOctetString(ApplicationId);
        }
    }

    private static void WriteInteger(AsnWriter writer, int number, long? value)
    {
        if (value is null)
            return;
        using var tag = writer.PushSequence(Tag(number));
        writer.WriteInteger(value.Value);
    }

    private static void WriteFlag(AsnWriter writer, int number, bool value)
    {
        if (!value)
            return;
        using var tag = writer.PushSequence(Tag(number));
        writer.WriteNull();
    }

    private static Asn1Tag Tag(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}

/// <summary>KM_PURPOSE of the keymaster's interface.</summary>
public static class KeyPurpose
{
    public const long Encrypt = 0;
    public const long Sign = 2;
    public const long Verify = 3;
}

/// <summary>KM_ORIGIN of the keymaster's interface.</summary>
public static class KeyOrigin
{
    public const long Generated = 0;
    public const long Derived = 1;
    public const long Imported = 2;
    public const long Unknown = 3;
}
