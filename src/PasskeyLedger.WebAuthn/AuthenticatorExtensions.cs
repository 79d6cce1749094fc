using System.Text;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// Outputs of authenticator extensions (section 9): a CBOR map by extension identifier. None is asked for, so none is interpreted
/// (section 7.1 step 28 lets a relying party ignore what it didn't ask for).
/// </summary>
/// <param name="Raw">The map as it was sent.</param>
/// <param name="Identifiers">Its keys, in the order sent.</param>
public sealed record AuthenticatorExtensions(ReadOnlyMemory<byte> Raw, IReadOnlyList<string> Identifiers)
{
    /// <summary>Reads it from the start of <paramref name="rest"/>, which then begins behind it.</summary>
    internal static CeremonyFailure? Read(ref ReadOnlyMemory<byte> rest, out AuthenticatorExtensions? extensions)
    {
        extensions = null;
        if (CborStructure.Measure(rest.Span, out var length) is { } fault)
            return Invalid($"are not CBOR as WebAuthn uses it: {fault}");

        var raw = rest[..length];
        var cursor = new CborCursor(raw);
        if (!cursor.IsMap)
            return Invalid("are not a map");
        var identifiers = new List<string>();
        var members = cursor.Begin();
        while (cursor.Next(ref members))
        {
            if (!cursor.TryReadText(out var identifier))
                return Invalid("have a key that is not a text");
            identifiers.Add(Encoding.UTF8.GetString(identifier));
            cursor.Skip();
        }

        extensions = new AuthenticatorExtensions(raw, identifiers);
        rest = rest[length..];
        return null;
    }

    private static CeremonyFailure Invalid(string how) =>
        new(CeremonyFailureCode.AuthenticatorExtensionsInvalid, "6.1", $"the extensions of authenticator data {how}");
}
