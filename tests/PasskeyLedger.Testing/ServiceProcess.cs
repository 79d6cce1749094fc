using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace PasskeyLedger.Testing;

/// <summary>
/// The service as its operators have it: the built <c>passkey-ledger</c> in a process of its own, on a free port of localhost.
/// It can be asked to stop, and it can be killed where it stands.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Process process;
    private readonly ConcurrentQueue<string> output;
    private readonly DirectoryInfo? ownDataFolder;

    private ServiceProcess(Process process, ConcurrentQueue<string> output, Uri address, DirectoryInfo? ownDataFolder)
    {
        this.process = process;
        this.output = output;
        this.ownDataFolder = ownDataFolder;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary><c>http://localhost:{port}/</c></summary>
    public Uri Address { get; }

    /// <summary>A client whose relative addresses are the service's.</summary>
    public HttpClient Http { get; }

    /// <summary>What the service has written so far, both streams, line by line.</summary>
    public string Output => string.Join(Environment.NewLine, output);

    /// <summary>Starts the service and returns when <c>GET /health/ready</c> answers with success.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not become ready in time; the message has its output.</exception>
    public static async Task<ServiceProcess> StartAsync(ServiceProcessOptions options, CancellationToken cancellationToken = default)
    {
        var service = Start(options);
        try
        {
            await service.WaitUntilReadyAsync(options.StartTimeout, cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>An access token of pool <c>local_dev</c>, which the service issues in Development.</summary>
    public async Task<string> IssueDevelopmentTokenAsync(string username, CancellationToken cancellationToken = default)
    {
        using var response = await Http.PostAsJsonAsync("dev/token", new { username }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("access_token").GetString()!;
    }

    /// <summary>Asks the service to stop (SIGTERM) and gives its exit code; what takes too long is killed.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited && (OperatingSystem.IsWindows() || !Signals.Terminate(process)))
            process.Kill();
        using var patience = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }

        return process.ExitCode;
    }

    /// <summary>Sends SIGHUP, which has the service read its trust files again. Not on Windows.</summary>
    public void HangUp()
    {
        if (!Signals.HangUp(process))
            throw new InvalidOperationException("SIGHUP could not be sent.");
    }

    /// <summary>Ends the service at once (SIGKILL): it gets no say in the matter.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        Http.Dispose();
        ownDataFolder?.Delete(recursive: true);
    }

    private static ServiceProcess Start(ServiceProcessOptions options)
    {
        var address = new Uri($"http://localhost:{options.Port ?? FreePorts.Find(1)[0]}/");
        var temporary = options is { ConnectionString: not null, DataFolder: null }
            ? Directory.CreateTempSubdirectory("passkey-ledger-test-")
            : null;
        var started = new Process
        {
            StartInfo = BuiltService.StartInfo(
                options.Environment,
                options.ConnectionString,
                options.DataFolder ?? temporary?.FullName,
                options.Variables,
                "serve", "--urls", address.GetLeftPart(UriPartial.Authority)),
        };
        var lines = new ConcurrentQueue<string>();
        started.OutputDataReceived += (_, line) => Keep(line.Data);
        started.ErrorDataReceived += (_, line) => Keep(line.Data);
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new ServiceProcess(started, lines, address, temporary);

        void Keep(string? line)
        {
            if (line is not null)
                lines.Enqueue(line);
        }
    }

    private async Task WaitUntilReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync(cancellationToken))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The service ended with exit code {process.ExitCode}:{Environment.NewLine}{Output}");
            if (waited.Elapsed > timeout)
                throw new InvalidOperationException($"The service was not ready within {timeout}:{Environment.NewLine}{Output}");
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await Http.GetAsync("health/ready", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
