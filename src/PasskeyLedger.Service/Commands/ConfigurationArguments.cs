namespace PasskeyLedger.Service.Commands;

/// <summary>
/// The arguments of a command line that are configuration (<c>--Section:Key=value</c>, <c>--Section:Key value</c>, and the host's
/// own <c>--urls</c>, <c>--environment</c>, <c>--contentRoot</c>), apart from those that are the command's. With them taken out,
/// a mistyped option stays an error.
/// </summary>
internal sealed record ConfigurationArguments(string[] Configuration, string[] Command)
{
    private static readonly string[] HostKeys = ["urls", "environment", "contentRoot"];

    public static ConfigurationArguments Split(IReadOnlyList<string> arguments)
    {
        List<string> configuration = [];
        List<string> command = [];
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (!IsConfiguration(argument))
            {
                command.Add(argument);
                continue;
            }

            if (argument.Contains('=', StringComparison.Ordinal))
                configuration.Add(argument);
            else if (index + 1 < arguments.Count)
                configuration.Add($"{argument}={arguments[++index]}");
            else
                command.Add(argument);
        }

        return new ConfigurationArguments([.. configuration], [.. command]);
    }

    private static bool IsConfiguration(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return false;
        var name = argument[2..].Split('=')[0];
        return name.Contains(':', StringComparison.Ordinal) || HostKeys.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
