using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PasskeyLedger.Testing;

/// <summary>What an operator sends to a process. .NET has no way to send any of it: Process.Kill is SIGKILL. Not on Windows.</summary>
public static class Signals
{
    private const int SigHup = 1;
    private const int SigTerm = 15;

    /// <summary>Asks it to end.</summary>
    /// <returns>Whether there was such a process.</returns>
    public static bool Terminate(Process process) => Send(process.Id, SigTerm) == 0;

    /// <summary>Has it read its files again.</summary>
    /// <inheritdoc cref="Terminate"/>
    public static bool HangUp(Process process) => Send(process.Id, SigHup) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int processId, int signal);
}
