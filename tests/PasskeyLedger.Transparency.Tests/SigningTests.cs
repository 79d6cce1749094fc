using PasskeyLedger.Testing;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Publishing;
using PasskeyLedger.Transparency.Signing;
using static PasskeyLedger.EventStore.Compliance.Given;

namespace PasskeyLedger.Transparency.Tests;

public sealed class SigningTests(PostgresFixture postgres) : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("passkey-ledger-tests-");
    private readonly SigningKey key = SigningKey.Create("ledger.example/log");

    private KeptCheckpoint Kept => new(Path.Combine(directory.FullName, "key.pem.checkpoint"));

    [Fact]
    public async Task a_tree_is_signed_once_for_each_size_and_each_checkpoint_has_the_root_of_its_events()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        var signer = Signer(tree);
        (await signer.SignAsync(Cancellation)).ShouldBe(new SigningOutcome.NothingNew(0));
        foreach (var size in new[] { 3L, 303 })
        {
            await tree.AppendAsync(size == 3 ? 3 : 300);
            await tree.UntilGrownAsync();
            var expected = new Checkpoint("ledger.example/log", size, await tree.ExpectedRootAsync(size));

            (await signer.SignAsync(Cancellation)).ShouldBe(new SigningOutcome.Signed(expected));
            (await signer.SignAsync(Cancellation)).ShouldBe(new SigningOutcome.NothingNew(size));

            var latest = (await new PublishedLog(tree.Database.DataSource).LatestCheckpointAsync(Cancellation)).ShouldNotBeNull();
            CheckpointReading.Read(latest.Note, [key.Verifier]).ShouldBe(new CheckpointReading.Trusted(expected, latest.Note));
            (await Kept.ReadAsync(Cancellation)).ShouldBe(latest.Note);
        }
    }

    [Fact]
    public async Task one_signer_at_a_time_signs_however_many_look()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await tree.AppendAsync(10);
        await tree.UntilGrownAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Signer(tree).SignAsync(Cancellation)));

        outcomes.OfType<SigningOutcome.Signed>().Count().ShouldBe(1);
        outcomes.ShouldAllBe(outcome => !(outcome is SigningOutcome.Refused));
    }

    [Fact]
    public async Task a_tree_that_was_changed_under_a_checkpoint_is_never_signed_again()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await tree.AppendAsync(5);
        await tree.UntilGrownAsync();
        (await Signer(tree).SignAsync(Cancellation)).ShouldBeOfType<SigningOutcome.Signed>();
        await tree.Database.ScalarAsync("UPDATE ledger_tree_tiles SET hashes = substring(hashes FROM 33 FOR 32) || substring(hashes FROM 33) WHERE level = 0");
        await tree.AppendAsync(5);
        await tree.UntilGrownAsync();

        (await Signer(tree).SignAsync(Cancellation)).ShouldBeOfType<SigningOutcome.Refused>().Reason.ShouldContain("another root at 5 events");
        (await tree.Database.LinesAsync("SELECT tree_size FROM ledger_tree_checkpoints")).ShouldBe(["5"]);
    }

    [Fact]
    public async Task a_database_that_was_rolled_back_is_not_signed_even_where_it_has_forgotten_its_checkpoints()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await tree.AppendAsync(5);
        await tree.UntilGrownAsync();
        await Signer(tree).SignAsync(Cancellation);
        await tree.StopGrowingAsync();
        await tree.Database.ScalarAsync("""
            TRUNCATE ledger_tree_checkpoints;
            UPDATE ledger_tree_tiles SET hashes = substring(hashes FROM 1 FOR 96) WHERE level = 0;
            UPDATE ledger_tree_positions SET positions = positions[1:3]
            """);

        (await Signer(tree).SignAsync(Cancellation)).ShouldBeOfType<SigningOutcome.Refused>().Reason.ShouldContain("the database was rolled back");
        (await tree.Database.LinesAsync("SELECT tree_size FROM ledger_tree_checkpoints")).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_checkpoint_that_cannot_be_kept_is_not_given_out()
    {
        await using var tree = await GrowingTree.StartAsync(postgres);
        await tree.AppendAsync(5);
        await tree.UntilGrownAsync();
        var signer = new CheckpointSigner(tree.Database.DataSource, key, new(Path.Combine(directory.FullName, "absent", "kept")), TimeProvider.System);

        await Should.ThrowAsync<IOException>(() => signer.SignAsync(Cancellation));

        (await tree.Database.LinesAsync("SELECT tree_size FROM ledger_tree_checkpoints")).ShouldBeEmpty();
    }

    public void Dispose() => directory.Delete(recursive: true);

    private CheckpointSigner Signer(GrowingTree tree) => new(tree.Database.DataSource, key, Kept, TimeProvider.System);
}
