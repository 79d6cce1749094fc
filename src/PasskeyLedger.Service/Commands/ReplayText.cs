using System.Globalization;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>A replay for people.</summary>
internal static class ReplayText
{
    private const int NameWidth = 32;

    public static void Write(LedgerFold fold, TimeSpan took, TextWriter output)
    {
        Row("up to position", fold.Position);
        Row("events", fold.Events);
        foreach (var (type, count) in fold.Types)
            Row($"  {Printable.Of(type)}", count);
        foreach (var (reason, count) in fold.Rejections)
            Row($"    {Printable.Of(reason)}", count);
        Row("users", fold.Users.Count);
        Row("passkeys", fold.Passkeys);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"folded in {took.TotalSeconds:0.00} s, {fold.Events / Math.Max(took.TotalSeconds, 1e-3):0} events a second"));

        void Row(string name, long value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name.PadRight(NameWidth)} {value,12}"));
    }

    public static void Write(string projection, ProjectionDifference difference, TextWriter output)
    {
        var what = difference.Difference switch
        {
            RowDifference.Unexplained => "is there, and no event explains it",
            RowDifference.Missing => "is not there, and the events give it",
            RowDifference.Changed => $"is not what the events give in {string.Join(", ", difference.Columns.Select(column => Printable.Of(column)))}",
            var other => throw new InvalidOperationException($"unknown difference {other}"),
        };
        output.WriteLine($"{projection}: {difference.Table} {Printable.Of(difference.Key)} {what}");
    }

    public static void WriteEnd(ComparedReadModel compared, TextWriter output) => output.WriteLine(compared.Report switch
    {
        { Fault: { } fault } => $"{compared.Name}: {fault}",
        { IsSame: true } report =>
            string.Create(CultureInfo.InvariantCulture, $"{compared.Name}: {report.Rows} rows, as the events up to position {report.Position} give them"),
        var report => string.Create(
            CultureInfo.InvariantCulture, $"{compared.Name}: {report.Count} rows differ from the {report.Rows} that the events up to position {report.Position} give"),
    });
}
