namespace PasskeyLedger.EventStore.Migrations;

/// <summary>The database cannot be brought to what the program needs: a script failed, or an applied one has changed since.</summary>
public sealed class MigrationException(string message, Exception? innerException = null) : Exception(message, innerException);
