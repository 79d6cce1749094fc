using System.Text.Encodings.Web;
using System.Text.Json;
using PasskeyLedger.Service.Forensics.WhatIf;

namespace PasskeyLedger.Service.Commands;

/// <summary>What another policy would change, for programs: one object.</summary>
internal static class WhatIfJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="unjudged">Settings of the policy that say nothing of what is registered.</param>
    public static string Of(ReviewReport report, ReviewTime time, IReadOnlyList<string> unjudged) => JsonSerializer.Serialize(
        new
        {
            At = JsonNamingPolicy.CamelCase.ConvertName(time.ToString()),
            report.Registrations,
            report.Accepted,
            Refused = report.Refused.Count,
            EvidenceErased = report.Erased,
            Undecidable = report.Undecidable.Count,
            UsersAffected = report.Users,
            RefusedAndDeletedSince = report.Deleted,
            report.Reasons,
            NotJudged = unjudged,
            Affected = report.Refused,
            NotDecided = report.Undecidable,
        },
        Options);
}
