namespace PasskeyLedger.PersonalData;

/// <summary>The keys of personal data cannot be used: their key-encryption key is missing, or it is another one.</summary>
public sealed class PersonalKeyException(string message) : Exception(message);
