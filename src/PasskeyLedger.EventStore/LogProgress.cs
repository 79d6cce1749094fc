namespace PasskeyLedger.EventStore;

/// <summary>How far somebody who goes through the log has come: the position that is handled, of the last one.</summary>
public readonly record struct LogProgress(long Position, long Head);
