namespace PasskeyLedger.Service.Development;

/// <summary>A private PostgreSQL cannot be had. The message says what a person can do about it.</summary>
public sealed class PrivatePostgresException(string message, Exception? innerException = null) : Exception(message, innerException);
