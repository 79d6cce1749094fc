namespace PasskeyLedger.EventStore;

/// <summary>What the events of a stream come to at a version, as their reader made it. The store does not look into it.</summary>
/// <param name="Version">The version of the last event that is in it, from 1.</param>
/// <param name="Schema">Names the state's form and how it is folded: a reader is given only snapshots of the schema that it asks for.</param>
/// <param name="State">At least one byte.</param>
public sealed record StreamSnapshot(long Version, string Schema, ReadOnlyMemory<byte> State);
