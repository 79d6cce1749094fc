using System.Net;
using System.Net.Sockets;

namespace PasskeyLedger.Testing;

/// <summary>A way to a server on this machine that a test can cut, block, and point to another port.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly Lock gate = new();
    private readonly List<TcpClient> open = [];
    private readonly Task accepting;
    private long bytesUntilCut = long.MaxValue;
    private volatile TaskCompletionSource? held;

    public TcpProxy(int target)
    {
        Target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Where new connections are passed on to.</summary>
    public int Target { get; set; }

    /// <summary>New connections are closed at once.</summary>
    public bool IsBlocked { get; set; }

    /// <summary>Resets every connection, to both sides.</summary>
    public void Cut()
    {
        lock (gate)
        {
            open.ForEach(client => client.Client.Close(0));
            open.Clear();
        }
    }

    /// <summary>
    /// Resets every connection when that many more bytes have come from clients, and passes on neither the last of them nor what
    /// came along: whoever sent them gets no answer.
    /// </summary>
    public void CutAfter(long bytes)
    {
        lock (gate)
            bytesUntilCut = bytes;
    }

    /// <summary>Keeps what comes from the server, until <see cref="LetAnswersGo"/>; what goes there still does.</summary>
    public void HoldAnswers() => held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetAnswersGo()
    {
        held?.TrySetResult();
        held = null;
    }

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await accepting;
        Cut();
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stopped.Token);
                _ = PassOnAsync(client);
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        var server = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        try
        {
            if (IsBlocked)
                throw new SocketException((int)SocketError.ConnectionRefused);
            await server.ConnectAsync(IPAddress.Loopback, Target, stopped.Token);
            lock (gate)
                open.AddRange([client, server]);
            await Task.WhenAny(SendOnAsync(client, server), SendBackAsync(server, client));
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // One side is gone, and takes the other along.
        }

        client.Client?.Close(0);
        server.Client?.Close(0);
    }

    private async Task SendOnAsync(TcpClient client, TcpClient server)
    {
        var buffer = new byte[16_384];
        while (await client.GetStream().ReadAsync(buffer, stopped.Token) is > 0 and var read)
        {
            if (IsToBeCut(read))
            {
                Cut();
                return;
            }

            await server.GetStream().WriteAsync(buffer.AsMemory(0, read), stopped.Token);
        }
    }

    private async Task SendBackAsync(TcpClient server, TcpClient client)
    {
        var buffer = new byte[16_384];
        while (await server.GetStream().ReadAsync(buffer, stopped.Token) is > 0 and var read)
        {
            if (held is { } holding)
                await holding.Task.WaitAsync(stopped.Token);
            await client.GetStream().WriteAsync(buffer.AsMemory(0, read), stopped.Token);
        }
    }

    // True for one reader alone, which has used up the bytes.
    private bool IsToBeCut(int read)
    {
        lock (gate)
        {
            if (bytesUntilCut == long.MaxValue)
                return false;
            bytesUntilCut -= read;
            if (bytesUntilCut > 0)
                return false;
            bytesUntilCut = long.MaxValue;
            return true;
        }
    }
}
