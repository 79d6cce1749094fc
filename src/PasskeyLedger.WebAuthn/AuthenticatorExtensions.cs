using System.Formats.Cbor;

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
        var identifiers = new List<string>();
        try
        {
            var reader = new CborReader(raw, CborConformanceMode.Strict);
            if (reader.PeekState() != CborReaderState.StartMap)
                return Invalid("are not a map");
            for (var members = reader.ReadStartMap(); members > 0; members--)
            {
                if (!reader.TryReadText(out var identifier))
                    return Invalid("have a key that is not a text");
                identifiers.Add(identifier);
                reader.SkipValue();
            }

            reader.ReadEndMap();
        }
        catch (CborContentException)
        {
            return Invalid("have a key twice, or a text that is not UTF-8");
        }

        extensions = new AuthenticatorExtensions(raw, identifiers);
        rest = rest[length..];
        return null;
    }

    private static CeremonyFailure Invalid(string how) =>
        new(CeremonyFailureCode.AuthenticatorExtensionsInvalid, "6.1", $"the extensions of authenticator data {how}");
}
