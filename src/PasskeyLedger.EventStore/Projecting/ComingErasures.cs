using System.Collections.Concurrent;
using System.Text.Json;
using Npgsql;

namespace PasskeyLedger.EventStore.Projecting;

/// <summary>Erasures that are in the log, and that a projection's checkpoint has not come to.</summary>
internal sealed class ComingErasures
{
    private static readonly string FindSql = EmbeddedSql.Read("Projecting.FindComingErasures.sql");

    private readonly RowErasure? erasure;
    private readonly HashSet<StreamId> streams;
    private readonly ConcurrentDictionary<long, bool> positions = new();

    private ComingErasures(RowErasure? erasure, HashSet<StreamId> streams) => (this.erasure, this.streams) = (erasure, streams);

    /// <param name="until">The projection's checkpoint.</param>
    /// <param name="head">The log's last position.</param>
    public static async Task<ComingErasures> FindAsync(
        NpgsqlConnection connection, Projection projection, long until, long head, CancellationToken cancellationToken)
    {
        HashSet<StreamId> found = [];
        if (projection.Erasure is not { } erasure || until >= head)
            return new(erasure: null, found);
        await using var command = new NpgsqlCommand(FindSql, connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = until },
                new NpgsqlParameter<long> { TypedValue = head },
                new NpgsqlParameter<string> { TypedValue = erasure.By },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new(new(reader.GetString(0)), new(reader.GetString(1))));
        return new(erasure, found);
    }

    /// <summary>Notes which of the events' rows are to be emptied yet. Several may do so at once.</summary>
    public void Note(IReadOnlyList<StoredEvent> projected)
    {
        if (streams.Count == 0)
            return;
        foreach (var stored in projected)
        {
            if (streams.Contains(stored.Stream))
                positions[stored.Position] = true;
        }
    }

    /// <summary>The row is as it was before an erasure that the projection has yet to come to, and in nothing else is it another.</summary>
    public bool Explain(ProjectionDifference difference) =>
        erasure is not null
        && !positions.IsEmpty
        && difference.Difference == RowDifference.Changed
        && difference.Columns.All(erasure.Columns.Contains)
        && JsonElement.Parse(difference.Key).TryGetProperty(erasure.Position, out var position)
        && position.TryGetInt64(out var number)
        && positions.ContainsKey(number);
}
