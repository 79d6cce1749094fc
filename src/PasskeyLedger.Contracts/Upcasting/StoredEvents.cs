using System;

namespace PasskeyLedger.Contracts.Events;

/// <content>Reads what earlier versions have stored.</content>
public static partial class StoredEvents
{
    /// <summary>
    /// The ledger's own upcasts. A form that members were only added to needs none. One that changed otherwise gets a stored name of its
    /// own (<c>…_v2</c>), and here the way from the name before to it; both names stay in the contract.
    /// </summary>
    public static EventUpcasts Upcasts { get; } = new();

    static partial void ReadEarlierForm(ref string storedName, ref ReadOnlySpan<byte> utf8Json) => Upcasts.Apply(ref storedName, ref utf8Json);
}
