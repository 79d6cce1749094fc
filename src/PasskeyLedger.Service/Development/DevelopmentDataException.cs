namespace PasskeyLedger.Service.Development;

/// <summary>What Development keeps for itself cannot be kept or used. The message says what to do, and holds no secret.</summary>
public sealed class DevelopmentDataException(string message, Exception? innerException = null) : Exception(message, innerException);
