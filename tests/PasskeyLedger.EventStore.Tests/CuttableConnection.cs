using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PasskeyLedger.EventStore.Tests;

/// <summary>
/// A way to the database that can be cut in the middle of a commit. Each connection made through it is passed on to the
/// server; <see cref="Cut"/> says what becomes of the next bytes of the connections that are open then.
/// </summary>
internal sealed class CuttableConnection : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly Lock gate = new();
    private readonly List<Link> links = [];

    public CuttableConnection(string connectionString)
    {
        listener.Start();
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        ServerPort = builder.Port;
        builder.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        DataSource = NpgsqlDataSource.Create(builder.ConnectionString);
        _ = AcceptAsync();
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>Where new connections are passed on to.</summary>
    public int ServerPort { get; set; }

    /// <summary>From now on the open connections lose what comes in this direction. Result: the links, to be broken when the time has come.</summary>
    public IReadOnlyList<Link> Cut(bool toServer, bool toClient)
    {
        lock (gate)
        {
            foreach (var link in links)
                (link.HoldsRequests, link.LosesAnswers) = (toServer, toClient);
            return [.. links];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await stopped.CancelAsync();
        listener.Stop();
        lock (gate)
            links.ForEach(link => link.Dispose());
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopped.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(stopped.Token);
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, ServerPort, CancellationToken.None);
            }
            catch (SocketException)
            {
                client.Client.Close(0);
                continue;
            }

            var link = new Link(client, server);
            lock (gate)
                links.Add(link);
            link.Start();
        }
    }

    internal sealed class Link(TcpClient client, TcpClient server) : IDisposable
    {
        private readonly MemoryStream held = new();
        private readonly TaskCompletionSource hasHeld = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public volatile bool HoldsRequests;
        public volatile bool LosesAnswers;

        /// <summary>Ends when a request has been held back.</summary>
        public Task Held => hasHeld.Task;

        public void Start()
        {
            _ = PumpAsync(client, server, isRequest: true);
            _ = PumpAsync(server, client, isRequest: false);
        }

        /// <summary>The client sees its connection break; the server sees nothing yet.</summary>
        public void BreakClient() => client.Client.Close(0);

        /// <summary>What was held back reaches the server after all.</summary>
        public async Task ReleaseAsync()
        {
            try
            {
                await server.GetStream().WriteAsync(held.ToArray());
                await server.GetStream().FlushAsync();
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The server has ended the session: that is how it should be.
            }
        }

        public void Dispose()
        {
            client.Dispose();
            server.Dispose();
        }

        private async Task PumpAsync(TcpClient from, TcpClient to, bool isRequest)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                int count;
                while ((count = await from.GetStream().ReadAsync(buffer)) > 0)
                {
                    if (isRequest && HoldsRequests)
                    {
                        held.Write(buffer, 0, count);
                        hasHeld.TrySetResult();
                    }
                    else if (isRequest || !LosesAnswers)
                    {
                        await to.GetStream().WriteAsync(buffer.AsMemory(0, count));
                    }
                }

                if (!isRequest)
                    to.Close();
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException or SocketException)
            {
                // One side is gone. The other learns of it only when the test breaks it.
            }
        }
    }
}
