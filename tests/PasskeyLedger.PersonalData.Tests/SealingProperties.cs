using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.PersonalData.Sealing;

namespace PasskeyLedger.PersonalData.Tests;

/// <summary>What holds for every value, by values that FsCheck makes up. A failing one is shown with the seed to replay it.</summary>
public sealed class SealingProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1_000);
    private static readonly PersonalKey Key = PersonalKey.Create(Noon);
    private const int FirstBit = (SealedBytes.HeaderLength - SealedBytes.NonceLength) * 8;
    private static readonly SealedPlace Place = new(Stream("passkeys/alice"), new Guid("0190163d-8694-739b-aea5-966c26f8ad91"), "clientDataJSON");

    [Fact]
    public void what_was_sealed_opens_to_what_it_was() => Check(Prop.ForAll<byte[]>(plain =>
        Opened(Key, Sealed(plain, Place), Place) is { } opened && opened.SequenceEqual(plain)));

    [Fact]
    public void the_same_value_is_never_sealed_to_the_same_bytes() => Check(Prop.ForAll<byte[]>(plain =>
        !Sealed(plain, Place).SequenceEqual(Sealed(plain, Place))));

    [Fact]
    public void sealed_bytes_name_their_key() => Check(Prop.ForAll<byte[]>(plain =>
        SealedBytes.KeyIdOf(Sealed(plain, Place)) == Key.Id));

    [Fact]
    public void one_bit_that_differs_is_noticed() => Check(Prop.ForAll<byte[], NonNegativeInt>((plain, at) =>
    {
        var altered = Sealed(plain, Place);
        // The version and the key's id come before: with another of them, it is not opened with this key.
        var bit = (FirstBit + at.Get) % (altered.Length * 8);
        bit = Math.Max(bit, FirstBit);
        altered[bit / 8] ^= (byte)(1 << (bit % 8));
        return Opened(Key, altered, Place) is null;
    }));

    [Fact]
    public void bytes_that_were_cut_are_noticed() => Check(Prop.ForAll<byte[], NonNegativeInt>((plain, at) =>
    {
        var whole = Sealed(plain, Place);
        return Opened(Key, whole[..(at.Get % whole.Length)], Place) is null;
    }));

    [Fact]
    public void nothing_opens_in_another_place_or_with_another_key() => Check(Prop.ForAll<byte[]>(plain =>
    {
        var bytes = Sealed(plain, Place);
        return Opened(Key, bytes, Place with { Path = "evidence.raw" }) is null
            && Opened(Key, bytes, Place with { Event = Guid.NewGuid() }) is null
            && Opened(Key, bytes, Place with { Stream = Stream("passkeys/bob") }) is null
            && Opened(Key, bytes, Place with { Stream = Stream("passkeys/alice", "pool_b") }) is null
            && Opened(PersonalKey.Create(Noon), bytes, Place) is null;
    }));

    [Fact]
    public void places_that_differ_are_told_apart_whatever_their_names() => Check(Prop.ForAll(
        Names().ToArbitrary(), Names().ToArbitrary(), (one, other) =>
        {
            var (left, right) = (PlaceOf(one), PlaceOf(other));
            return left == right || !left.ToBytes().SequenceEqual(right.ToBytes());
        }));

    [Fact]
    public void an_event_that_was_sealed_opens_to_the_same_json() => Check(Prop.ForAll(
        Texts().ToArbitrary(), Texts().ToArbitrary(), ArbMap.Default.ArbFor<byte[]>(), (agent, detail, raw) =>
        {
            var content = Personal.Rejected with { Detail = detail, Evidence = Personal.Rejected.Evidence! with { Raw = raw } };
            var plain = Personal.Event(content, Personal.Headers with { UserAgent = agent });

            var stored = Stored(EventSeal.Of(plain).Seal(Place.Stream, Key));
            var opened = SealedEvent.Of(stored).Open(KeyRing.Empty.With(Key));

            return IsSame(opened.Data, plain.Data) && IsSame(opened.Headers, plain.Headers) && opened.Unreadable.Count == 0;
        }));

    private static byte[] Sealed(byte[] plain, SealedPlace place)
    {
        var bytes = new byte[plain.Length + SealedBytes.Overhead];
        using var cipher = Key.Cipher();
        SealedBytes.Seal(cipher, Key.Id, RandomNumberGenerator.GetBytes(SealedBytes.NonceLength), plain, place.ToBytes(), bytes);
        return bytes;
    }

    private static byte[]? Opened(PersonalKey key, byte[] bytes, SealedPlace place)
    {
        var plain = new byte[Math.Max(0, bytes.Length - SealedBytes.Overhead)];
        using var cipher = key.Cipher();
        return SealedBytes.TryOpen(cipher, bytes, place.ToBytes(), plain) ? plain : null;
    }

    // Letters that meet the separators' places in turn.
    private static Gen<string[]> Names() => Gen.Elements("", "a", "b", "ab", "ba", "aab", ".", "/").ArrayOf(3);

    private static SealedPlace PlaceOf(string[] names) => new(Stream(names[0], names[1]), Place.Event, names[2]);

    // Every text that JSON in UTF-8 can hold.
    private static Gen<string> Texts() => ArbMap.Default.GeneratorFor<string?>()
        .Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes((text ?? "") + "\"\\\u00e9\U0001F600")));

    private static StoredEvent Stored(NewEvent sealedEvent) => new()
    {
        Position = 1,
        Id = sealedEvent.Id,
        Stream = Place.Stream,
        Version = 1,
        Type = sealedEvent.Type,
        Data = sealedEvent.Data,
        Headers = sealedEvent.Headers,
        Timestamp = sealedEvent.Timestamp,
    };

    private static bool IsSame(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) =>
        JsonElement.DeepEquals(JsonElement.Parse(one.Span), JsonElement.Parse(other.Span));

    private static void Check(Property property) => FsCheck.Check.One(Many, property);
}
