using System.Globalization;
using System.Text.RegularExpressions;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>The forms of timestamps as node values (Smithy 2.0, "timestampFormat trait").</summary>
internal static class TimestampForms
{
    public const string Either = "a number of seconds since 1970, or a time as in \"2025-01-31T12:00:00Z\"";

    private static readonly Regex DateTime = new(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

    /// <param name="format">The value of the trait, or null where there is none: then a number or a date-time is right.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Fault(string? format, Node node) => (format, node) switch
    {
        ("epoch-seconds", Node.Number) => null,
        ("epoch-seconds", _) => "expected a number of seconds since 1970",
        ("http-date", Node.Text { Value: var text }) when IsHttpDate(text) => null,
        ("http-date", _) => "expected a time as in \"Fri, 31 Jan 2025 12:00:00 GMT\"",
        ("date-time", Node.Text { Value: var text }) when IsDateTime(text) => null,
        ("date-time", _) => "expected a time as in \"2025-01-31T12:00:00Z\"",
        (_, Node.Number) => null,
        (_, Node.Text { Value: var text }) when IsDateTime(text) => null,
        _ => $"expected {Either}",
    };

    private static bool IsDateTime(string text)
        => DateTime.IsMatch(text) && System.DateTime.TryParseExact(text.Substring(0, 19), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsHttpDate(string text)
        => System.DateTime.TryParseExact(text, ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss.FFFFFFF 'GMT'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
