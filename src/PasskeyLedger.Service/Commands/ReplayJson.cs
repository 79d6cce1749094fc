using System.Text.Json;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>A replay for programs: one object.</summary>
internal static class ReplayJson
{
    /// <param name="compared">Null: the read models were not asked for.</param>
    public static string Of(LedgerFold fold, TimeSpan took, IReadOnlyList<ComparedReadModel>? compared) => JsonSerializer.Serialize(
        new
        {
            fold.Position,
            fold.Events,
            fold.Types,
            Rejected = fold.Rejections,
            Users = fold.Users.Count,
            fold.Passkeys,
            Seconds = Math.Round(took.TotalSeconds, 3),
            EventsPerSecond = Math.Round(fold.Events / Math.Max(took.TotalSeconds, 1e-3)),
            ReadModels = compared?.Select(one => new
            {
                Projection = one.Name,
                one.Report.Position,
                one.Report.Rows,
                one.Report.Fault,
                Differences = one.Found.Select(found => new
                {
                    found.Table,
                    Key = JsonElement.Parse(found.Key),
                    Difference = JsonNamingPolicy.SnakeCaseLower.ConvertName(found.Difference.ToString()),
                    found.Columns,
                }),
            }),
        },
        JsonSerializerOptions.Web);
}
