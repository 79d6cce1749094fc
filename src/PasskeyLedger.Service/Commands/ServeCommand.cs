using System.CommandLine;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Commands;

/// <summary>Runs the service until it is told to stop.</summary>
/// <param name="configurationArguments">Configuration from the command line, for the host.</param>
/// <returns>An exit code.</returns>
public delegate Task<int> Serve(string[] configurationArguments, CancellationToken cancellationToken);

/// <summary><c>serve</c>, which is also what happens without a command.</summary>
internal static class ServeCommand
{
    public static Command Create(string[] configurationArguments, Serve serve)
    {
        var command = new Command(
            "serve", $"Runs the service, on {ConfigurationDefaults.Urls} unless --urls or ASPNETCORE_URLS says otherwise (the default).");
        command.SetAction((_, cancellationToken) => serve(configurationArguments, cancellationToken));
        return command;
    }
}
