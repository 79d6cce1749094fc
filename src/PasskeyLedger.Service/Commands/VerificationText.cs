using System.Globalization;
using System.Text;
using System.Text.Json;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.PersonalData.Verification;
using PasskeyLedger.Transparency.Verification;

namespace PasskeyLedger.Service.Commands;

/// <summary>What <c>verify</c> prints.</summary>
internal static class VerificationText
{
    public static string Of(LedgerVerification verification)
    {
        var text = new StringBuilder();
        var log = verification.Log;
        if (verification.Holds)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"verified: {log.Events} events recomputed, {log.Checkpoints} checkpoints hold.");
        }
        else
        {
            var count = log.FindingCount + verification.Keys.Count + verification.ReadModels.Sum(model => Math.Max(model.Report.Count, model.Report.Fault is null ? 0 : 1));
            text.AppendLine(CultureInfo.InvariantCulture, $"NOT verified: {count} {(count == 1 ? "finding" : "findings")}.");
            foreach (var finding in log.Findings)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Name(finding.Kind)}: {Printable.Of(finding.Message)}");
            foreach (var finding in verification.Keys.Findings)
                text.AppendLine(CultureInfo.InvariantCulture, $"  key: {Printable.Of(Say(finding))}");
            if (verification.Keys.Count > verification.Keys.Findings.Count)
                text.AppendLine(CultureInfo.InvariantCulture, $"  key: and {verification.Keys.Count - verification.Keys.Findings.Count} more.");
            foreach (var (name, report) in verification.ReadModels)
                Append(text, name, report);
        }

        text.Append(CultureInfo.InvariantCulture, $"The last checkpoint that holds covers {log.Covered} of {log.Leaves + log.Unsequenced} events");
        return text.Append(log.Covered < log.Leaves + log.Unsequenced ? "; nothing protects those after it yet." : ".").ToString();
    }

    public static string Json(LedgerVerification verification) => JsonSerializer.Serialize(new
    {
        verdict = verification.Holds ? "verified" : "altered",
        events = verification.Log.Events,
        leaves = verification.Log.Leaves,
        unsequenced = verification.Log.Unsequenced,
        checkpoints = verification.Log.Checkpoints,
        covered = verification.Log.Covered,
        findingCount = verification.Log.FindingCount,
        findings = verification.Log.Findings.Select(finding => new { kind = Name(finding.Kind), position = finding.Position, message = finding.Message }),
        keys = new
        {
            findingCount = verification.Keys.Count,
            findings = verification.Keys.Findings.Select(finding => new
            {
                kind = Name(finding.Kind),
                tenant = finding.Stream.Tenant.Value,
                stream = finding.Stream.Key.Value,
                key = finding.Key,
                position = finding.Position,
            }),
        },
        readModels = verification.ReadModels.Select(model => new
        {
            name = model.Name,
            position = model.Report.Position,
            fault = model.Report.Fault,
            differenceCount = model.Report.Count,
            differences = model.Report.Differences.Select(difference => new
            {
                table = difference.Table,
                key = JsonSerializer.Deserialize<JsonElement>(difference.Key),
                difference = Name(difference.Difference),
                columns = difference.Columns,
            }),
        }),
    });

    private static void Append(StringBuilder text, string name, ProjectionReport report)
    {
        if (report.Fault is { } fault)
            text.AppendLine(CultureInfo.InvariantCulture, $"  read_model {name}: {Printable.Of(fault)}");
        foreach (var difference in report.Differences)
            text.AppendLine(CultureInfo.InvariantCulture, $"  read_model {name}: the row {Printable.Of(difference.Key)} of {difference.Table} {Say(difference)}.");
        if (report.Count > report.Differences.Count)
            text.AppendLine(CultureInfo.InvariantCulture, $"  read_model {name}: and {report.Count - report.Differences.Count} rows more.");
    }

    private static string Say(ProjectionDifference difference) => difference.Difference switch
    {
        RowDifference.Unexplained => "is one that no event explains",
        RowDifference.Missing => "is not there, and the events give it",
        RowDifference.Changed => $"differs from what the events give in {string.Join(", ", difference.Columns.Select(column => Printable.Of(column)))}",
        var other => throw new InvalidOperationException($"Unknown difference {other}."),
    };

    private static string Say(KeyFinding finding)
    {
        var stream = $"{finding.Stream.Key} in {finding.Stream.Tenant}";
        return finding.Kind switch
        {
            KeyFindingKind.DestroyedOffRecord => $"The key {finding.Key} of {stream} was destroyed, and no user_erased says so.",
            KeyFindingKind.Spoilt => $"The key {finding.Key} of {stream} is not as it was stored, and opens nothing.",
            KeyFindingKind.Missing => $"The event at position {finding.Position}, of {stream}, is encrypted with a key that is not there.",
            var other => throw new InvalidOperationException($"Unknown finding {other}."),
        };
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
