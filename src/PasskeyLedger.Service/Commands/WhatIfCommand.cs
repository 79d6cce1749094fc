using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Service.Forensics.WhatIf;
using PasskeyLedger.Service.Trust;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Service.Commands;

/// <summary>
/// <c>whatif --policy &lt;file&gt; [--pool P] [--at then|now] [--json]</c>: which completed registrations would be refused under another policy,
/// and why. Ends with 1 where there are such.
/// </summary>
internal static class WhatIfCommand
{
    private const string Then = "then";
    private const string Now = "now";

    private sealed record Asked(RegistrationPolicy Policy, string? Pool, ReviewTime Time, bool Json, TextWriter Output, TextWriter Error);

    public static Command Create(string[] configurationArguments)
    {
        var policy = PathOption.Create("--policy", "A JSON file with settings of a pool's section WebAuthn, those to count in place of the pool's own.");
        policy.Required = true;
        var pool = LedgerOptions.Pool();
        var at = new Option<string>("--at")
        {
            Description = "Decide as of when each happened (then), under the settings that its pool had; or as of today (now), under those that it has.",
            DefaultValueFactory = _ => Then,
        };
        at.AcceptOnlyFromAmong(Then, Now);
        var json = LedgerOptions.Json("Print as JSON, and no progress.");
        var command = new Command("whatif", "Decides every completed registration again under another policy.") { policy, pool, at, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            switch (await PolicyFile.ReadAsync(parsed.GetRequiredValue(policy), cancellationToken))
            {
                case PolicyReading.Unreadable unreadable:
                    await error.WriteLineAsync(unreadable.Fault);
                    return ExitCode.Usage;
                case PolicyReading.Faulty faulty:
                    new ConfigurationReading.Faulty(faulty.Faults).Print(error, of: "policy");
                    return ExitCode.Usage;
                case PolicyReading.Valid(var valid):
                    var time = parsed.GetValue(at) == Now ? ReviewTime.Now : ReviewTime.Then;
                    var asked = new Asked(valid, parsed.GetValue(pool), time, parsed.GetValue(json), output, error);
                    return await LedgerCommand.WithPoolAsync(
                        configurationArguments, asked.Pool, error, (ledger, cancellation) => RunAsync(ledger, asked, cancellation), cancellationToken);
                case var other:
                    throw new InvalidOperationException($"unknown outcome {other}");
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(OpenedLedger ledger, Asked asked, CancellationToken cancellationToken)
    {
        var trusts = new SharedTrustFiles(TimeProvider.System, NullLogger.Instance);
        var review = new RegistrationReview(
            ledger.Events, ledger.Database, new(ledger.Events, asked.Policy, trusts), new AttestationVerifier(), TimeProvider.System);
        ReviewReport report;
        try
        {
            report = await new ProgressDisplay(isQuiet: asked.Json, asked.Error)
                .WhileAsync("whatif", progress => review.RunAsync(asked.Pool, asked.Time, progress, cancellationToken));
        }
        catch (TrustFileException fault)
        {
            await asked.Error.WriteLineAsync(
                $"{fault.Message} The settings of a pool name it; Attestation:TrustAnchors and Attestation:MetadataFile in the policy count in their place.");
            return ExitCode.Usage;
        }

        if (asked.Json)
            await asked.Output.WriteLineAsync(WhatIfJson.Of(report, asked.Time, asked.Policy.Unjudged));
        else
            WhatIfText.Write(report, asked.Time, asked.Policy.Unjudged, asked.Output);
        return report.Refused.Count == 0 ? ExitCode.Done : ExitCode.No;
    }
}
