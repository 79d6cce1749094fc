using System.CommandLine;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>Options that commands which look back have in common.</summary>
internal static class LedgerOptions
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary><c>--pool</c>.</summary>
    public static Option<string?> Pool() => new("--pool") { Description = "The user pool whose events count; without it all do." };

    /// <summary>An option whose value is the first moment that counts; without it, <see cref="Moment.Any"/>.</summary>
    public static Option<Moment> Start(string name, string description) => Moment(name, description, isEnd: false);

    /// <summary>An option whose value is the last moment that counts; without it, <see cref="Moment.Any"/>.</summary>
    public static Option<Moment> End(string name, string description) => Moment(name, description, isEnd: true);

    private static Option<Moment> Moment(string name, string description, bool isEnd) => new(name)
    {
        Description = $"{description}: {Forensics.Moment.Form}.{(isEnd ? " A day counts to its end." : "")}",
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (!Forensics.Moment.TryParse(text, isEnd, out var moment))
                result.AddError($"{name} is \"{Printable.Of(text)}\". Expected: {Forensics.Moment.Form}.");
            return moment;
        },
    };
}
