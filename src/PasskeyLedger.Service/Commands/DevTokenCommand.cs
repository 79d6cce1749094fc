using System.CommandLine;
using System.Text.Json;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Development;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>dev-token &lt;username&gt; [--operator] [--json]</c>: an access token of pool local_dev. It needs no running service.
/// </summary>
internal static class DevTokenCommand
{
    public static Command Create(string[] configurationArguments)
    {
        var username = new Argument<string>("username") { Description = "Whose token it is; the same name is always the same user." };
        var isOperator = new Option<bool>("--operator") { Description = "Give it the scope that opens the audit." };
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("dev-token", "Prints an access token of pool local_dev. Development only.")
        {
            username, isOperator, json,
        };
        command.SetAction(parsed => Run(
            configurationArguments,
            parsed.GetRequiredValue(username),
            parsed.GetValue(isOperator),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(
        string[] configurationArguments, string username, bool isOperator, bool json, TextWriter output, TextWriter error)
    {
        var builder = WebApplication.CreateBuilder(configurationArguments);
        if (!builder.Environment.IsDevelopment())
        {
            error.WriteLine(
                $"dev-token exists in Development alone, and this is {builder.Environment.EnvironmentName}. "
                + "Set ASPNETCORE_ENVIRONMENT=Development, or pass --environment Development.");
            return ExitCode.Usage;
        }

        if (!DevelopmentIssuer.IsUsername(username))
        {
            error.WriteLine(DevelopmentIssuer.UsernameForm);
            return ExitCode.Usage;
        }

        switch (LedgerConfigurationReader.Read(builder.Configuration, isDevelopment: true))
        {
            case ConfigurationReading.Faulty faulty:
                faulty.Print(error);
                return ExitCode.Usage;
            case ConfigurationReading.Valid({ DevelopmentIssuer: { } name } configuration):
                try
                {
                    var scope = configuration.Operators.Scope;
                    var issuer = DevelopmentIssuer.Open(name, DevelopmentData.Directory(), scope, TimeProvider.System);
                    Print(issuer.IssueToken(username, isOperator), json, output);
                    return ExitCode.Done;
                }
                catch (DevelopmentDataException fault)
                {
                    error.WriteLine(fault.Message);
                    return ExitCode.Usage;
                }

            default:
                error.WriteLine($"Pool {DevelopmentPool.Id} is configured with an issuer of its own. Its tokens come from there.");
                return ExitCode.Usage;
        }
    }

    private static void Print(string token, bool json, TextWriter output) => output.WriteLine(json
        ? JsonSerializer.Serialize(new
        {
            access_token = token,
            token_type = "Bearer",
            expires_in = (int)DevelopmentIssuer.Lifetime.TotalSeconds,
        })
        : token);
}
