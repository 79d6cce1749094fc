namespace PasskeyLedger.Service.Tests;

/// <summary>
/// Tests that hold a transaction open, or have one that takes its time. Nobody on the server can read past it in a log with a gap, whatever
/// the database, and the commands wait for that so long and no longer. So these run when no others do.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class HeldServer
{
    public const string Name = "held server";
}
