namespace PasskeyLedger.Service.Commands;

/// <summary>What a command tells the shell.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The answer is no: a verification failed, a check found differences.</summary>
    public const int No = 1;

    /// <summary>The command was used wrongly, or the configuration has faults. Which, stands on the error output.</summary>
    public const int Usage = 2;
}
