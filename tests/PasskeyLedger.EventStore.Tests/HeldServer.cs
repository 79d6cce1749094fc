using Npgsql;
using PasskeyLedger.Service.Development;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>The other process of <see cref="PrivatePostgresTests"/>: it runs a private server until it is killed.</summary>
internal static class HeldServer
{
    public static async Task<int> RunAsync(string folder)
    {
        await using var server = await PrivatePostgres.StartAsync(
            new() { Folder = folder, MayUseDocker = false, MayInstall = false }, CancellationToken.None);
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using (var command = new NpgsqlCommand("CREATE TABLE held AS SELECT 'by the killed' AS note", connection))
            await command.ExecuteNonQueryAsync();
        Console.WriteLine(OtherProcess.Ready);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
