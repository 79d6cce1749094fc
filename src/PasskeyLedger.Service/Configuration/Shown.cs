using System.Text;

namespace PasskeyLedger.Service.Configuration;

/// <summary>A configured value as a message may show it.</summary>
internal static class Shown
{
    private const int MaximumLength = 100;

    private static readonly string[] SignsOfASecret = ["password", "pwd", "passfile", "secret", "private", "token", "://"];

    /// <summary>
    /// The value in quotes, cut where it is long, with control characters as question marks; nothing of it where it may hold a secret
    /// that went to the wrong key.
    /// </summary>
    public static string Of(string? value)
    {
        if (value is null)
            return "empty";
        if (MayHoldSecret(value))
            return "something that is not shown, as it may hold a secret";

        var text = new StringBuilder("\"");
        foreach (var character in value.AsSpan(0, Math.Min(value.Length, MaximumLength)))
            text.Append(char.IsControl(character) ? '?' : character);
        return text.Append(value.Length > MaximumLength ? "...\"" : "\"").ToString();
    }

    // A URL is shown unless it has a user or a query in it.
    private static bool MayHoldSecret(string value) =>
        value.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(value, UriKind.Absolute, out var url)
            ? url.UserInfo.Length > 0 || url.Query.Length > 0
            : SignsOfASecret.Any(sign => value.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
