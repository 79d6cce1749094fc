namespace PasskeyLedger.Service.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Key">The key, with colons (<c>UserPools:0:WebAuthn:RelyingPartyId</c>).</param>
/// <param name="Is">What it is: a clause such as <c>is "maybe"</c> or <c>is missing</c>. Holds no secret.</param>
/// <param name="MayBe">What it may be.</param>
public sealed record ConfigurationFault(string Key, string Is, string MayBe)
{
    public override string ToString() => $"{Key} {Is}. Expected: {MayBe}.";
}

/// <summary>What came of reading the configuration.</summary>
public abstract record ConfigurationReading
{
    private ConfigurationReading()
    {
    }

    /// <summary>All of it can be worked with.</summary>
    public sealed record Valid(LedgerConfiguration Configuration) : ConfigurationReading;

    /// <summary>It cannot be worked with. Every fault is here, in the order of the keys as they were read.</summary>
    public sealed record Faulty(IReadOnlyList<ConfigurationFault> Faults) : ConfigurationReading
    {
        /// <summary>The exit code of a command that stops here.</summary>
        public const int ExitCode = Commands.ExitCode.Usage;

        /// <summary>Writes a line a fault.</summary>
        /// <param name="of">What has the faults.</param>
        public void Print(TextWriter output, string of = "configuration")
        {
            output.WriteLine(Faults.Count == 1 ? $"The {of} has a fault:" : $"The {of} has {Faults.Count} faults:");
            foreach (var fault in Faults)
                output.WriteLine($"  {fault}");
        }
    }
}
