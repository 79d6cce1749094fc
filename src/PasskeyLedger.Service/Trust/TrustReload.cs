using System.Runtime.InteropServices;

namespace PasskeyLedger.Service.Trust;

/// <summary>
/// Looks at the pools' trust files every few seconds, and reads those that have changed. SIGHUP has all of them read at once; without such
/// files it means what it means to any program, so that a closed terminal still ends the service.
/// </summary>
internal sealed class TrustReload(PoolTrusts trusts, TimeProvider clock) : IHostedService, IDisposable
{
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    private ITimer? timer;
    private PosixSignalRegistration? hangup;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!trusts.HasFiles)
            return Task.CompletedTask;

        timer = clock.CreateTimer(_ => trusts.Refresh(evenUnchanged: false), state: null, Interval, Interval);
        // On Windows the name stands for a console window that closes.
        if (!OperatingSystem.IsWindows())
            hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, ReadAll);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        timer?.Dispose();
        hangup?.Dispose();
    }

    private void ReadAll(PosixSignalContext signal)
    {
        signal.Cancel = true;
        trusts.Refresh(evenUnchanged: true);
    }
}
