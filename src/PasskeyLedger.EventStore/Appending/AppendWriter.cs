using System.Text;
using Npgsql;
using NpgsqlTypes;
using PasskeyLedger.EventStore.Connections;
using PasskeyLedger.EventStore.Reading;
using PasskeyLedger.EventStore.Requests;
using PasskeyLedger.EventStore.Subscribing;
using PendingAppend = PasskeyLedger.EventStore.Requests.PendingRequest<PasskeyLedger.EventStore.Append, PasskeyLedger.EventStore.AppendOutcome>;

namespace PasskeyLedger.EventStore.Appending;

/// <summary>Takes what is waiting, commits it as one group, answers each caller, and begins again.</summary>
/// <param name="turns">Shared by all writers of the queue: one of them takes what is waiting, see <see cref="PackingTurn"/>.</param>
/// <param name="log">Told what has been appended, so that who follows the log on this node need not read it.</param>
internal sealed class AppendWriter(
    RequestQueue<Append, AppendOutcome> queue,
    PackingTurns turns,
    LogReader log,
    LogBell bell,
    NpgsqlDataSource dataSource,
    EventStoreOptions options)
{
    /// <summary>So many appends are worth a transaction of their own while another is under way.</summary>
    public const int EnoughWaiting = 32;

    private const int MostAttempts = 5;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);
    private static readonly string ReadVersionSql = EmbeddedSql.Read("Appending.ReadVersion.sql");

    /// <summary>Writes until the queue is closed and empty. No failure of an append ends it.</summary>
    public async Task RunAsync()
    {
        await using var connection = new KeptConnection(dataSource, options.ConnectionOpened);
        using var turn = new PackingTurn(turns);
        var group = new AppendGroup(options.LargestGroup);
        while (group.HasMore || await WaitAsync(turn))
        {
            group.Fill(turn.IsHeld ? queue : null);
            turn.Lend(isEnoughWaiting: queue.Count >= EnoughWaiting);
            if (group.Members.Count > 0)
                await CommitAsync(connection, group.Members);
            turn.Keep();
        }

        turn.Pass();
    }

    private async Task<bool> WaitAsync(PackingTurn turn)
    {
        await turn.TakeAsync();
        return await queue.WaitAsync();
    }

    private async Task CommitAsync(KeptConnection connection, IReadOnlyList<PendingAppend> members)
    {
        try
        {
            await CommitAsync(connection, members, attempt: 1);
        }
        catch (Exception failure)
        {
            // Those who have their answer already keep it.
            await connection.DropAsync();
            foreach (var member in members)
                member.Fail(failure);
        }
    }

    private async Task CommitAsync(KeptConnection connection, IReadOnlyList<PendingAppend> members, int attempt)
    {
        NpgsqlConnection open;
        try
        {
            open = await connection.OpenAsync(CancellationToken.None);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }

        try
        {
            var (outcomes, events) = await AppendBatch.ExecuteAsync(open, [.. members.Select(member => member.Request)]);
            foreach (var (member, outcome) in members.Zip(outcomes))
                member.Complete(outcome);
            log.Keep(connection.Backend.ServerStarted, events);
            if (options.TellsSubscribers && events.Count > 0)
                bell.Pull();
        }
        catch (PostgresException failure) when (DatabaseFailure.IsRolledBack(failure))
        {
            await AfterRollbackAsync(connection, members, failure, attempt);
        }
        catch (EncoderFallbackException unwritable)
        {
            await AfterUnwritableAsync(connection, members, unwritable);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            var lost = await FindAsync(connection, members, failure);
            if (lost.Count > 0 && attempt == MostAttempts)
                throw DatabaseFailure.Unavailable(failure);
            if (lost.Count > 0)
                await CommitAsync(connection, lost, attempt + 1);
        }
    }

    private async Task AfterRollbackAsync(
        KeptConnection connection, IReadOnlyList<PendingAppend> members, PostgresException failure, int attempt)
    {
        if (DatabaseFailure.IsTransient(failure) && attempt < MostAttempts)
        {
            await CommitAsync(connection, members, attempt + 1);
            return;
        }

        if (DatabaseFailure.IsUnavailable(failure) || DatabaseFailure.IsTransient(failure))
            throw DatabaseFailure.Unavailable(failure);

        // One append brought the others down.
        if (members.Count > 1)
        {
            await CommitAloneAsync(connection, members);
            return;
        }

        var alone = members[0];
        if (failure is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_mt_events_stream_and_version" })
            alone.Complete(new AppendOutcome.VersionConflict(await ReadVersionAsync(connection, alone.Request.Stream)));
        else
            alone.Fail(new AppendFailedException(alone.Request.Stream, failure));
    }

    /// <summary>A text of one of them has no form in UTF-8. The end of what was to be sent never was: nothing is committed.</summary>
    private async Task AfterUnwritableAsync(KeptConnection connection, IReadOnlyList<PendingAppend> members, EncoderFallbackException unwritable)
    {
        await connection.DropAsync();
        if (members is [var alone])
            alone.Fail(new AppendFailedException(alone.Request.Stream, unwritable));
        else
            await CommitAloneAsync(connection, members);
    }

    /// <summary>Each goes alone, so that only the one at fault fails.</summary>
    private async Task CommitAloneAsync(KeptConnection connection, IReadOnlyList<PendingAppend> members)
    {
        foreach (var member in members)
            await CommitAsync(connection, [member]);
    }

    /// <summary>Answers those whose append is in the log after all, and returns the others.</summary>
    private async Task<IReadOnlyList<PendingAppend>> FindAsync(
        KeptConnection connection, IReadOnlyList<PendingAppend> members, Exception failure)
    {
        var lost = connection.Backend;
        using var timeout = new CancellationTokenSource(options.FateTimeout);
        while (true)
        {
            await connection.DropAsync();
            try
            {
                var open = await connection.OpenAsync(timeout.Token);
                var found = await AppendFate.FindAsync(open, lost, [.. members.Select(member => member.Request)], timeout.Token);
                foreach (var (member, outcome) in members.Zip(found))
                {
                    if (outcome is not null)
                        member.Complete(outcome);
                }

                return [.. members.Where((_, index) => found[index] is null)];
            }
            catch (Exception) when (timeout.IsCancellationRequested)
            {
                throw DatabaseFailure.FateUnknown(failure);
            }
            catch (Exception again) when (DatabaseFailure.IsUnavailable(again))
            {
                // The server may be restarting. Until the time is up, it is asked again.
                await Task.Delay(BetweenAttempts, CancellationToken.None);
            }
        }
    }

    private static async Task<long?> ReadVersionAsync(KeptConnection connection, StreamId stream)
    {
        try
        {
            await using var command = new NpgsqlCommand(ReadVersionSql, await connection.OpenAsync(CancellationToken.None))
            {
                Parameters =
                {
                    new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = stream.Tenant.Value },
                    new() { NpgsqlDbType = NpgsqlDbType.Varchar, Value = stream.Key.Value },
                },
            };
            return (long?)await command.ExecuteScalarAsync();
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            throw DatabaseFailure.Unavailable(failure);
        }
    }
}
