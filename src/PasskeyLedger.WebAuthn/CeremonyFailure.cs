namespace PasskeyLedger.WebAuthn;

/// <summary>Why a registration was refused.</summary>
/// <param name="Code">The exact reason; stable, for machines.</param>
/// <param name="Step">
/// Where WebAuthn Level 3 asks for the check: <c>7.1 step 9</c> is a numbered step of section 7.1, <c>6.5.1</c> a section without steps.
/// </param>
/// <param name="Detail">The reason in words. It never holds a challenge, a token or more than a short printable part of what was sent.</param>
public sealed record CeremonyFailure(CeremonyFailureCode Code, string Step, string Detail)
{
    private const int QuotedLength = 128;

    /// <summary>What was wrong with, in the words that a policy distinguishes.</summary>
    public CeremonyFailureKind Kind => CeremonyFailureKinds.Of(Code);

    /// <summary>Text from outside, made fit to stand in a detail: printable ASCII, shortened.</summary>
    internal static string Quote(string text)
    {
        var shown = text.Length > QuotedLength ? text[..QuotedLength] : text;
        return string.Create(shown.Length + 2, shown, static (quoted, from) =>
        {
            quoted[0] = quoted[^1] = '\'';
            for (var i = 0; i < from.Length; i++)
                quoted[i + 1] = from[i] is > ' ' and < '\x7f' and not '\'' ? from[i] : '?';
        });
    }
}
