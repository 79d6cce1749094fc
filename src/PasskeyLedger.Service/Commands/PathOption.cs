using System.CommandLine;
using System.CommandLine.Parsing;

namespace PasskeyLedger.Service.Commands;

/// <summary>Options and arguments that name files. An empty path, as an unset variable of a shell makes it, is a usage error.</summary>
internal static class PathOption
{
    public static Option<string> Create(string name, string description) => Checked(new Option<string>(name) { Description = description });

    /// <summary>An option that may be given several times.</summary>
    public static Option<string[]> CreateMany(string name, string description) => Checked(new Option<string[]>(name) { Description = description });

    public static Argument<string> CreateArgument(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result => Check(result, name));
        return argument;
    }

    private static Option<T> Checked<T>(Option<T> option)
    {
        option.Validators.Add(result => Check(result, option.Name));
        return option;
    }

    private static void Check(SymbolResult result, string name)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
            result.AddError($"{name} is empty. Expected: the path of a file.");
    }
}
