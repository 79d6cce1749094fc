using PasskeyLedger.OpenSsl;
using PasskeyLedger.Transparency.Merkle;
using PasskeyLedger.Transparency.Notes;
using PasskeyLedger.Transparency.Proofs;

namespace PasskeyLedger.Transparency.Tests;

/// <summary>Signed notes by the example of their specification, and checkpoints and proofs that are made here.</summary>
public sealed class NoteTests
{
    private const string ExampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string ExampleNote =
        "This is an example message.\n\n"
        + "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void the_example_of_the_specification_verifies_and_nothing_else_does_under_it()
    {
        SkipWithoutEd25519();
        var key = VerifierKey.TryParse(ExampleKey).ShouldNotBeNull();
        var note = SignedNote.TryParse(ExampleNote).ShouldNotBeNull();

        note.Text.ShouldBe("This is an example message.\n");
        note.IsSignedBy(key).ShouldBeTrue();
        note.ToString().ShouldBe(ExampleNote);
        key.ToString().ShouldBe(ExampleKey);
        SignedNote.TryParse(ExampleNote.Replace("example message", "exbmple message", StringComparison.Ordinal))!.IsSignedBy(key).ShouldBeFalse();
        note.IsSignedBy(SigningKey.Create("example.com/foo").Verifier).ShouldBeFalse();
        note.IsSignedBy().ShouldBeFalse();
    }

    [Theory]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n- name Uw2QOkn8\n")]
    [InlineData("text\n\n— name Uw2Q\n")]
    [InlineData("text\n\n— name Uw2QOkn8")]
    [InlineData("te\txt\n\n— name Uw2QOkn8\n")]
    [InlineData("text\n\n— name Uw2QOkn8\nnot a signature\n")]
    public void what_is_not_a_signed_note_is_not_read_as_one(string note) => SignedNote.TryParse(note).ShouldBeNull();

    [Theory]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+A+kyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a")]
    [InlineData("exa mple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    public void a_key_whose_parts_do_not_belong_together_is_none(string key) => VerifierKey.TryParse(key).ShouldBeNull();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void a_key_comes_back_from_its_file_and_signs_what_its_public_half_verifies(bool isEd25519)
    {
        if (isEd25519)
            SkipWithoutEd25519();
        var made = isEd25519 ? SigningKey.Create("ledger.example/log") : SigningKey.CreateEcdsa("ledger.example/log");
        var directory = Directory.CreateTempSubdirectory("passkey-ledger-tests-");
        try
        {
            var path = Path.Combine(directory.FullName, "key.pem");
            SigningKeyFile.TryCreate(path, made).ShouldBeTrue();
            SigningKeyFile.TryCreate(path, SigningKey.Create("other")).ShouldBeFalse();
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

            var key = SigningKey.TryRead(File.ReadAllText(path), "ledger.example/log", out var fault).ShouldNotBeNull(fault);
            key.Verifier.ToString().ShouldBe(made.Verifier.ToString());
            key.Verifier.Algorithm.ShouldBe(isEd25519 ? NoteAlgorithm.Ed25519 : NoteAlgorithm.Ecdsa);
            var note = SignedNote.TryParse(SignedNote.Sign("hello\n", key).ToString()).ShouldNotBeNull();
            note.IsSignedBy(VerifierKey.TryParse(made.Verifier.ToString()).ShouldNotBeNull()).ShouldBeTrue();
            key.ToString().ShouldBe(key.Verifier.ToString());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA6TJ5Gubnq ECkYWTJBHhkJtXngh3YspoA1hyucq/dTaQ=\n-----END PUBLIC KEY-----\n")]
    public void a_file_that_holds_no_key_is_refused_without_its_content(string pem)
    {
        SigningKey.TryRead(pem, "name", out var fault).ShouldBeNull();
        fault.ShouldBe("holds no Ed25519 or P-256 key in PEM form (PKCS #8)");
    }

    [Fact]
    public void a_checkpoint_is_believed_by_a_key_of_its_own_origin_alone()
    {
        var key = SigningKey.CreateEcdsa("ledger.example/log");
        var checkpoint = new Checkpoint("ledger.example/log", 20852163, TreeHash.OfLeaf([1]));
        checkpoint.ToString().ShouldBe($"ledger.example/log\n20852163\n{checkpoint.Root}\n");

        var note = SignedNote.Sign(checkpoint.ToString(), key).ToString();
        CheckpointReading.Read(note, [key.Verifier]).ShouldBe(new CheckpointReading.Trusted(checkpoint, note));
        CheckpointReading.Read(note, [SigningKey.CreateEcdsa("ledger.example/log").Verifier]).ShouldBeOfType<CheckpointReading.Refused>();
        var elsewhere = SignedNote.Sign(new Checkpoint("other.example/log", 1, checkpoint.Root).ToString(), key).ToString();
        CheckpointReading.Read(elsewhere, [key.Verifier]).ShouldBeOfType<CheckpointReading.Refused>();
        CheckpointReading.Read(SignedNote.Sign("ledger.example/log\n01\nAAAA\n", key).ToString(), [key.Verifier])
            .ShouldBe(new CheckpointReading.Refused("is a signed note, and not a checkpoint"));
    }

    [Fact]
    public async Task a_proof_stands_on_its_own_and_fails_for_another_event()
    {
        var key = SigningKey.CreateEcdsa("ledger.example/log");
        byte[][] leaves = [[1], [2], [3], [4], [5]];
        var hashes = leaves.Select(leaf => TreeHash.OfLeaf(leaf)).ToArray();
        NodeAt nodes = (level, index) => ValueTask.FromResult(TreeHash.OfComplete([.. hashes.Skip((int)index << level).Take(1 << level).SelectMany(hash => hash.ToArray())]));
        var checkpoint = new Checkpoint("ledger.example/log", 5, await TreeProofs.RootAsync(nodes, 5));
        var proof = new TlogProof
        {
            Extra = leaves[3],
            Index = 3,
            Path = await TreeProofs.InclusionAsync(nodes, 3, 5),
            Checkpoint = SignedNote.Sign(checkpoint.ToString(), key).ToString(),
        };

        var read = TlogProof.TryParse(proof.ToString()).ShouldNotBeNull();

        read.ToString().ShouldBe(proof.ToString());
        read.ToString().ShouldStartWith($"c2sp.org/tlog-proof@v1\nextra BA==\nindex 3\n{hashes[2]}\n");
        read.Check(read.Extra.Span, [key.Verifier]).ShouldBe(new ProofVerdict.Holds(checkpoint));
        read.Check([5], [key.Verifier]).ShouldBeOfType<ProofVerdict.Fails>();
        (read with { Index = 2 }).Check(read.Extra.Span, [key.Verifier]).ShouldBeOfType<ProofVerdict.Fails>();
        read.Check(read.Extra.Span, [SigningKey.CreateEcdsa("ledger.example/log").Verifier]).ShouldBeOfType<ProofVerdict.Fails>();
        TlogProof.TryParse(proof.ToString().Replace("index 3", "index three", StringComparison.Ordinal)).ShouldBeNull();
        TlogProof.TryParse(proof.ToString().Replace("@v1", "@v2", StringComparison.Ordinal)).ShouldBeNull();
    }

    private static void SkipWithoutEd25519()
    {
        if (!LibCrypto.IsAvailable)
            Assert.Skip("OpenSSL 3's libcrypto is not installed, which Ed25519 needs.");
    }
}
