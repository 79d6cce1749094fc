using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PasskeyLedger.Benchmarks.Registrations;

/// <summary>A registration service in a process of its own, on a free port of the loopback interface.</summary>
internal sealed class Contestant : IAsyncDisposable
{
    public const string RelyingPartyId = "localhost";
    public const string Origin = "https://localhost";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly Process process;

    private Contestant(string name, Process process, Uri address, RegistrationProtocol protocol)
    {
        Name = name;
        this.process = process;
        Address = address;
        Protocol = protocol;
    }

    public string Name { get; }

    public Uri Address { get; }

    public RegistrationProtocol Protocol { get; }

    /// <summary>Starts it and waits until it answers at its health path with success.</summary>
    /// <param name="name">As it stands in the tables.</param>
    /// <param name="protocol">How it is spoken to.</param>
    /// <param name="healthPath">Relative to its address.</param>
    /// <param name="command">How to start it, given the port to listen on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It ended, or does not answer.</exception>
    public static async Task<Contestant> StartAsync(
        string name, RegistrationProtocol protocol, string healthPath, Func<int, ProcessStartInfo> command, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var start = command(port);
        // Its words would be between the tables, and a pipe that nobody reads would stop it.
        start.RedirectStandardOutput = false;
        start.RedirectStandardError = false;
        var contestant = new Contestant(name, Process.Start(start)!, new Uri($"http://127.0.0.1:{port}/"), protocol);
        try
        {
            await contestant.WaitUntilReadyAsync(healthPath, cancellationToken);
            return contestant;
        }
        catch
        {
            await contestant.DisposeAsync();
            throw;
        }
    }

    /// <summary>All that its process has used since it started.</summary>
    public TimeSpan ProcessorTime()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilReadyAsync(string healthPath, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartTimeout; await Task.Delay(BetweenLooks, cancellationToken))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"{Name} ended with exit code {process.ExitCode} instead of answering.");
            try
            {
                using var response = await http.GetAsync(healthPath, cancellationToken);
                if (response.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }

        throw new InvalidOperationException($"{Name} was not ready within {StartTimeout}.");
    }
}
