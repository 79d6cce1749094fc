using System.Security.Cryptography;
using System.Text;
using PasskeyLedger.EventStore;
using PasskeyLedger.PersonalData.Erasing;
using PasskeyLedger.PersonalData.Keys;
using PasskeyLedger.Testing;

namespace PasskeyLedger.PersonalData.Tests;

public sealed class KeyEncryptionKeyTests(PostgresFixture postgres)
{
    private static readonly StreamId Alice = Stream("passkeys/alice");

    [Theory]
    [InlineData(31, "", false)]
    [InlineData(32, "", true)]
    [InlineData(32, " \r\n", true)]
    [InlineData(32, "A", false)]
    [InlineData(33, "", false)]
    [InlineData(0, "", false)]
    [InlineData(3000, "", false)]
    public void a_key_file_is_32_bytes_in_base64(int length, string after, bool isOne)
    {
        var content = Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(length)) + after);

        (KeyEncryptionKey.Parse(content) is not null).ShouldBe(isOne);
    }

    [Fact]
    public void neither_key_shows_itself()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        var wrapping = KeyEncryptionKey.Parse(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)))!;
        var key = new PersonalKey(Guid.NewGuid(), bytes);

        foreach (var shown in new[] { wrapping.ToString(), wrapping.Fingerprint, key.ToString() })
            shown.ShouldNotContain(Convert.ToHexStringLower(bytes)[..8]);
    }

    [Fact]
    public async Task keys_are_wrapped_at_rest_and_the_database_alone_opens_nothing()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var wrapping = New();
        await nodes.Start(wrapping).Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));

        (await nodes.Database.LinesAsync("SELECT wrapped_with, length(key) FROM ledger_personal_keys")).ShouldBe([$"{wrapping.Fingerprint}|60"]);
        (await nodes.Start(wrapping).ReadAsync(Alice))[0].Content().ShouldBe(Personal.Completed);

        // This is what a backup is worth to whoever has it without the key file.
        (await Should.ThrowAsync<PersonalKeyException>(() => nodes.Start().ReadAsync(Alice))).Message.ShouldContain(wrapping.Fingerprint);
    }

    [Fact]
    public async Task another_key_file_or_none_is_refused_before_anything_is_written()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var (right, wrong) = (New(), New());
        await nodes.Start(right).Keys.RegisterAsync(Cancellation);

        var fault = await Should.ThrowAsync<PersonalKeyException>(() => nodes.Start(wrong).Keys.RegisterAsync(Cancellation));
        fault.Message.ShouldContain(right.Fingerprint);
        fault.Message.ShouldContain(wrong.Fingerprint);
        await Should.ThrowAsync<PersonalKeyException>(() => nodes.Start().Keys.RegisterAsync(Cancellation));
        await Should.ThrowAsync<PersonalKeyException>(
            () => nodes.Start(wrong).Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed)));

        (await nodes.Database.ScalarAsync("SELECT count(*) FROM mt_events")).ShouldBe(0L);
        await nodes.Start(right).Keys.RegisterAsync(Cancellation);
    }

    [Fact]
    public async Task a_database_without_a_key_file_may_be_given_one_and_its_keys_from_before_are_still_read()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        await nodes.Start().Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));

        var node = nodes.Start(New());
        await node.Store.AppendAsync(Stream("passkeys/bob"), ExpectedVersion.NoStream, Personal.Event(Personal.Completed));

        (await node.Store.ReadLogAsync(0, 10, Cancellation)).ShouldAllBe(stored => stored.Unreadable.Count == 0);
    }

    [Theory]
    [InlineData("wrapped_with = 'another'")]
    [InlineData("wrapped_with = NULL")]
    [InlineData("key = decode('00', 'hex')")]
    public async Task a_row_that_does_not_unwrap_takes_nobody_elses_key_with_it_and_its_user_gets_another(string altered)
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var wrapping = New();
        var bob = Stream("passkeys/bob");
        await nodes.Start(wrapping).Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        await nodes.Start(wrapping).Store.AppendAsync(bob, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));
        await nodes.Database.ScalarAsync($"UPDATE ledger_personal_keys SET {altered} WHERE stream_id = 'passkeys/alice'");

        var node = nodes.Start(wrapping);
        var log = await node.Store.ReadLogAsync(0, 10, Cancellation);

        log[0].Unreadable.ShouldAllBe(member => member.Reason == UnreadableReason.KeyMissing);
        log[0].Unreadable.ShouldNotBeEmpty();
        log[1].Unreadable.ShouldBeEmpty();
        await node.Store.AppendAsync(Alice, ExpectedVersion.Exactly(1), Personal.Event(Personal.Completed));
        (await node.ReadAsync(Alice))[1].Unreadable.ShouldBeEmpty();
        await Should.ThrowAsync<PersonalKeyException>(() => nodes.Start(New()).Store.ReadLogAsync(0, 10, Cancellation));
    }

    [Fact]
    public void a_wrapped_key_that_is_moved_to_another_user_or_id_does_not_unwrap()
    {
        var wrapping = New();
        var key = PersonalKey.Create(Noon);
        var wrapped = wrapping.Wrap(key, Alice);

        wrapping.TryUnwrap(key.Id, wrapped, Alice).ShouldNotBeNull().Id.ShouldBe(key.Id);
        wrapping.TryUnwrap(key.Id, wrapped, Stream("passkeys/bob")).ShouldBeNull();
        wrapping.TryUnwrap(Guid.NewGuid(), wrapped, Alice).ShouldBeNull();
        New().TryUnwrap(key.Id, wrapped, Alice).ShouldBeNull();
        wrapping.TryUnwrap(key.Id, wrapped[1..], Alice).ShouldBeNull();
    }

    [Fact]
    public async Task erasing_needs_no_key_file()
    {
        await using var nodes = await Nodes.CreateAsync(postgres);
        var wrapping = New();
        await nodes.Start(wrapping).Store.AppendAsync(Alice, ExpectedVersion.NoStream, Personal.Event(Personal.Completed));

        (await nodes.Start().EraseAsync(Alice)).ShouldBeOfType<ErasureOutcome.Erased>().Keys.ShouldHaveSingleItem();

        (await nodes.Start(wrapping).ReadAsync(Alice))[0].Unreadable.ShouldAllBe(member => member.Reason == UnreadableReason.Erased);
    }

    private static KeyEncryptionKey New() =>
        KeyEncryptionKey.Parse(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))))!;
}
