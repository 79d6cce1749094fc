using System.CommandLine;
using PasskeyLedger.Messaging.Relaying;
using PasskeyLedger.Service.Configuration;

namespace PasskeyLedger.Service.Commands;

/// <summary><c>relay status [--json]</c>: exit code 1 where the relay stands at an event.</summary>
internal static class RelayStatusCommand
{
    public static Command Create(string[] configurationArguments)
    {
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var command = new Command("status", "Says how far the relay is, and what holds it up.") { json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var builder = LedgerApplication.CreateBuilder(configurationArguments);
            if (LedgerConfigurationReader.ReadRabbitMq(builder.Configuration, out var broker) is { } faulty)
            {
                faulty.Print(error);
                return Task.FromResult(ConfigurationReading.Faulty.ExitCode);
            }

            return RelayAccess.UseAsync(
                configurationArguments,
                error,
                async (control, cancellation) =>
                {
                    var status = new RelayStatus(
                        await control.ReadAsync(cancellation),
                        await control.ReadBacklogAsync(cancellation),
                        IsConfigured: broker.Uri is not null,
                        IsActive: await control.IsActiveAsync(cancellation),
                        DateTimeOffset.UtcNow);
                    if (parsed.GetValue(json))
                        await output.WriteLineAsync(status.ToJson());
                    else
                        await status.PrintAsync(output);
                    return status.State.Stop is null ? ExitCode.Done : ExitCode.No;
                },
                cancellationToken);
        });
        return command;
    }
}
