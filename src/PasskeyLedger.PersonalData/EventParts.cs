namespace PasskeyLedger.PersonalData;

/// <summary>What of events is opened for who reads them. The rest stays as it is stored, in the shape that its contract says.</summary>
public enum EventParts
{
    /// <summary>All of it.</summary>
    DataAndHeaders,

    /// <summary>Where the call came from, for who needs nothing personal of what happened.</summary>
    Headers,
}
