using System.Globalization;
using PasskeyLedger.Service.Forensics.WhatIf;

namespace PasskeyLedger.Service.Commands;

/// <summary>What another policy would change, for people: who is affected, two lines each, and then the numbers.</summary>
internal static class WhatIfText
{
    private const int NameWidth = 40;

    /// <param name="unjudged">Settings of the policy that say nothing of what is registered.</param>
    public static void Write(ReviewReport report, ReviewTime time, IReadOnlyList<string> unjudged, TextWriter output)
    {
        foreach (var one in report.Refused)
        {
            output.WriteLine(Printable.Of(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Pool} {one.Sub}: credential {one.CredentialId} \"{one.FriendlyName}\", model {one.Aaguid}, format {one.Format}, algorithm {one.Algorithm}, registered {EventText.Time(one.RegisteredAt)} at position {one.Position}{(one.IsDeleted ? ", deleted since" : "")}")));
            output.WriteLine(Printable.Of($"    {one.Reason}{(one.Step is { } step ? $" ({step})" : "")}: {one.Detail}"));
        }

        foreach (var one in report.Undecidable)
        {
            output.WriteLine(Printable.Of(string.Create(
                CultureInfo.InvariantCulture,
                $"{one.Pool} {one.Sub}: credential {one.CredentialId} at position {one.Position} cannot be decided: the ledger lacks its start or its pool's settings, or its evidence cannot be read")));
        }

        if (report.Refused.Count + report.Undecidable.Count > 0)
            output.WriteLine();
        Row($"registrations, decided as of {(time == ReviewTime.Then ? "then" : "now")}", report.Registrations);
        Row("accepted", report.Accepted);
        Row("refused", report.Refused.Count);
        foreach (var (reason, count) in report.Reasons)
            Row($"  {Printable.Of(reason)}", count);
        Row("  of them deleted since", report.Deleted);
        Row("  users affected", report.Users);
        Row("evidence erased", report.Erased);
        Row("undecidable", report.Undecidable.Count);
        if (unjudged.Count > 0)
            output.WriteLine($"Not judged, as it says nothing of what is registered: {string.Join(", ", unjudged)}.");

        void Row(string name, long value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name.PadRight(NameWidth)} {value,12}"));
    }
}
