namespace PasskeyLedger.Service.Trust;

/// <summary>A file that a pool's trust depends on cannot be used at start.</summary>
public sealed class TrustFileException(string message) : Exception(message);
