namespace PasskeyLedger.Service.Commands;

/// <summary>Text from outside as a terminal may be sent it: a terminal obeys what it is sent.</summary>
internal static class Printable
{
    public static string Of(string text) =>
        string.Concat(text.Select(character => character is >= ' ' and <= '~' || char.IsLetterOrDigit(character) ? character : '?'));

    /// <summary>The beginning of a long text.</summary>
    public static string Of(string text, int length) => text.Length <= length ? Of(text) : $"{Of(text[..length])}...";
}
