using Npgsql;
using PasskeyLedger.EventStore.Connections;
using PasskeyLedger.EventStore.Requests;

namespace PasskeyLedger.EventStore.Reading;

/// <summary>Takes the reads that are waiting, answers them with one query, and begins again. It never waits for more.</summary>
internal sealed class ReadWorker(RequestQueue<StreamRead, StreamSlice> queue, NpgsqlDataSource dataSource, EventStoreOptions options)
{
    /// <summary>Reads until the queue is closed and empty. No failure of a read ends it.</summary>
    public async Task RunAsync()
    {
        await using var connection = new KeptConnection(dataSource, options.ConnectionOpened);
        List<PendingRequest<StreamRead, StreamSlice>> group = [];
        while (await queue.WaitAsync())
        {
            group.Clear();
            while (group.Count < options.LargestGroup && queue.TryTake(out var pending))
                group.Add(pending!);
            if (group.Count > 0)
                await AnswerAsync(connection, group);
        }
    }

    private static async Task AnswerAsync(KeptConnection connection, IReadOnlyList<PendingRequest<StreamRead, StreamSlice>> group)
    {
        // A connection that was kept may have died meanwhile: then the reads go out once more on a new one.
        var isKept = connection.IsOpen;
        try
        {
            var open = await connection.OpenAsync(CancellationToken.None);
            var slices = await StreamRead.ExecuteAsync(open, [.. group.Select(pending => pending.Request)]);
            foreach (var (pending, slice) in group.Zip(slices))
                pending.Complete(slice);
        }
        catch (Exception failure) when (DatabaseFailure.IsUnavailable(failure))
        {
            await connection.DropAsync();
            if (isKept)
                await AnswerAsync(connection, group);
            else
                Fail(group, DatabaseFailure.Unavailable(failure));
        }
        catch (Exception failure) when (group.Count > 1)
        {
            // One read that makes no sense to the server, or cannot be sent to it, brought the others down: each goes alone.
            if (failure is not PostgresException)
                await connection.DropAsync();
            foreach (var pending in group)
                await AnswerAsync(connection, [pending]);
        }
        catch (Exception failure)
        {
            await connection.DropAsync();
            Fail(group, failure);
        }
    }

    private static void Fail(IReadOnlyList<PendingRequest<StreamRead, StreamSlice>> group, Exception failure)
    {
        foreach (var pending in group)
            pending.Fail(failure);
    }
}
