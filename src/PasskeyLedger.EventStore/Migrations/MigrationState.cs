namespace PasskeyLedger.EventStore.Migrations;

/// <summary>What a database has of the scripts that the program knows.</summary>
/// <param name="Pending">Scripts yet to be applied, in the order they would be.</param>
/// <param name="Changed">Scripts whose text is no longer what was applied.</param>
/// <param name="Unknown">Scripts, as <c>source/name</c>, that a newer program has applied.</param>
public sealed record MigrationState(
    IReadOnlyList<MigrationScript> Pending,
    IReadOnlyList<MigrationScript> Changed,
    IReadOnlyList<string> Unknown)
{
    /// <summary>
    /// The database has every script, unchanged. What a newer program has added does not count against it, so that an old
    /// node goes on while a new one rolls out.
    /// </summary>
    public bool IsCurrent => Pending.Count == 0 && Changed.Count == 0;

    /// <summary>The SQL that an apply would run, each script under its name.</summary>
    public string PendingSql =>
        string.Join('\n', Pending.Select(script => $"-- {script} (sha256 {script.Sha256})\n{script.Sql.TrimEnd()}\n"));
}
