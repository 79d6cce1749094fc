namespace PasskeyLedger.PersonalData.Keys;

/// <summary>The keys of one stream.</summary>
/// <param name="Live">Those that are there, in the order they were made.</param>
/// <param name="Destroyed">The ids of those that were destroyed.</param>
/// <param name="Spoilt">The ids of those whose rows are there, and are not what was stored: nothing opens with them.</param>
public sealed record KeyRing(IReadOnlyList<PersonalKey> Live, IReadOnlyList<Guid> Destroyed, IReadOnlyList<Guid> Spoilt)
{
    public static KeyRing Empty { get; } = new([], [], []);

    /// <summary>The key to encrypt with from now on, if there is one.</summary>
    public PersonalKey? Current => Live is [.., var last] ? last : null;

    public PersonalKey? Find(Guid id)
    {
        foreach (var key in Live)
        {
            if (key.Id == id)
                return key;
        }

        return null;
    }

    /// <summary>The ring says what became of the key.</summary>
    public bool Knows(Guid id) => Find(id) is not null || Destroyed.Contains(id) || Spoilt.Contains(id);

    public KeyRing With(PersonalKey key) => Knows(key.Id) ? this : this with { Live = [.. Live, key] };
}
