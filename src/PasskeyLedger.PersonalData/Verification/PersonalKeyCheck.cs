using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Npgsql;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;
using PasskeyLedger.PersonalData.Erasing;
using PasskeyLedger.PersonalData.Keys;

namespace PasskeyLedger.PersonalData.Verification;

/// <summary>
/// Holds the keys of personal data against the events: each that was destroyed is named by an erasure, each that is there opens, and each that
/// events are encrypted with is one of the two. So nobody erases a person, or part of what was recorded, without that being on record.
/// </summary>
/// <param name="wrapping">The key-encryption key, where there is one.</param>
public sealed class PersonalKeyCheck(NpgsqlDataSource database, KeyEncryptionKey? wrapping)
{
    /// <summary>The most findings of a kind that a report tells of.</summary>
    public const int MostFindings = 100;

    private static readonly string ReadUnrecordedSql = PersonalDataSql.Read("Verification.read_unrecorded.sql");
    private static readonly string ReadLiveSql = PersonalDataSql.Read("Verification.read_live.sql");

    private readonly ConcurrentDictionary<StreamId, long> unreadable = new();

    /// <summary>Opens events as another does, and notes for which a key is missing. Several may be opened at once.</summary>
    public OpenEvents Watching(OpenEvents open) => async (connection, events, cancellationToken) =>
    {
        var opened = await open(connection, events, cancellationToken);
        foreach (var stored in opened)
        {
            if (stored.Unreadable.Any(member => member.Reason == UnreadableReason.KeyMissing))
                unreadable.AddOrUpdate(stored.Stream, stored.Position, (_, first) => Math.Min(first, stored.Position));
        }

        return opened;
    };

    /// <summary>Checks the table of keys, and tells of what was noted while events were opened.</summary>
    /// <exception cref="EventStoreUnavailableException">The database cannot be reached.</exception>
    public async Task<KeyReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var unrecorded = new Found();
            await foreach (var row in ReadAsync(ReadUnrecordedSql, [UserErasure.StoredName], cancellationToken))
                unrecorded.Add(new(KeyFindingKind.DestroyedOffRecord, row.Stream, row.Id, Position: null));
            var spoilt = new Found();
            await foreach (var row in ReadAsync(ReadLiveSql, [], cancellationToken))
            {
                if (row.TryOpen(wrapping) is not null)
                    continue;
                spoilt.Add(new(KeyFindingKind.Spoilt, row.Stream, row.Id, Position: null));

                // Why its events cannot be read is said.
                unreadable.TryRemove(row.Stream, out _);
            }

            var missing = new Found();
            foreach (var (stream, position) in unreadable.OrderBy(one => one.Value))
                missing.Add(new(KeyFindingKind.Missing, stream, Key: null, position));
            return new([.. unrecorded.First, .. spoilt.First, .. missing.First], unrecorded.Count + spoilt.Count + missing.Count);
        }
        catch (Exception failure) when (EventStoreUnavailableException.IsMeantBy(failure))
        {
            throw EventStoreUnavailableException.Of(failure);
        }
    }

    private async IAsyncEnumerable<KeyRow> ReadAsync(
        string sql, IReadOnlyList<string> values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return KeyRow.Read(reader);
    }

    private sealed class Found
    {
        private readonly List<KeyFinding> first = [];

        public IReadOnlyList<KeyFinding> First => first;

        public long Count { get; private set; }

        public void Add(KeyFinding finding)
        {
            Count++;
            if (first.Count < MostFindings)
                first.Add(finding);
        }
    }
}
