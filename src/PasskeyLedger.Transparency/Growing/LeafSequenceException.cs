namespace PasskeyLedger.Transparency.Growing;

/// <summary>
/// The tree cannot go on from where it is: events would get a second leaf, or the tables contradict each other. Nothing was appended, so that
/// nothing of it is ever signed.
/// </summary>
/// <param name="message">A sentence, with what to do about it.</param>
public sealed class LeafSequenceException(string message) : Exception(message);
