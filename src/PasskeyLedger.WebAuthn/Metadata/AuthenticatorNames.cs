using System.Collections.Frozen;

namespace PasskeyLedger.WebAuthn.Metadata;

/// <summary>
/// What people call the authenticators and password managers that keep passkeys, by AAGUID. The list is authenticator-names.txt beside this
/// file: one line an entry, the AAGUID and the name, sorted. The FIDO Metadata Service knows hardware better, and password managers not at all.
/// </summary>
/// <remarks>
/// An AAGUID is as good as the attestation that vouches for it. With <c>none</c>, which is what most passkeys come with, nobody does: then
/// the name is a label for the user to recognize the passkey by, and nothing may be decided by it.
/// </remarks>
public static class AuthenticatorNames
{
    private const int AaguidLength = 36;

    private static readonly FrozenDictionary<Guid, string> Known = Read();

    /// <summary>The name of a model: the metadata's, where there is some and it knows the model, else the list's.</summary>
    /// <returns>null: nobody here knows it, as is so with the AAGUID of zeros, which names no model.</returns>
    public static string? Find(Guid aaguid, MetadataBlob? metadata = null) =>
        metadata?.Find(aaguid, [])?.Description ?? Known.GetValueOrDefault(aaguid);

    private static FrozenDictionary<Guid, string> Read()
    {
        using var list = typeof(AuthenticatorNames).Assembly.GetManifestResourceStream("authenticator-names.txt")
            ?? throw new InvalidOperationException("authenticator-names.txt is not in the assembly.");
        using var lines = new StreamReader(list);
        var names = new Dictionary<Guid, string>();
        while (lines.ReadLine() is { } line)
            names.Add(Guid.ParseExact(line.AsSpan(0, AaguidLength), "D"), line[(AaguidLength + 1)..]);
        return names.ToFrozenDictionary();
    }
}
