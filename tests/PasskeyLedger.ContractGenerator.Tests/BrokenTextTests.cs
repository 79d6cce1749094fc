using PasskeyLedger.ContractGenerator.Emission;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;
using PasskeyLedger.Testing;

namespace PasskeyLedger.ContractGenerator.Tests;

/// <summary>While a contract is typed it is mostly wrong: whatever stands there, the generator answers with errors and never fails itself.</summary>
public sealed class BrokenTextTests
{
    private const int Rounds = 150;

    private static readonly string[] Pieces = ["{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "@", "$", "#", ":", ":=", "=", ",", "\\", "///", "\n", " with [", " for ", "-", "1e", "null", "é"];

    public static TheoryData<string> Contracts => ["contracts/passkey-registration.smithy", "contracts/ledger-events.smithy", "tests/PasskeyLedger.ContractGenerator.Tests/Models/depot.smithy"];

    [Theory]
    [MemberData(nameof(Contracts))]
    public void a_contract_that_ends_anywhere_is_read_without_failing(string path)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, path));

        for (var round = 0; round < Rounds; round++)
            Bind(text[..(int)((long)text.Length * round / Rounds)], $"{path} up to {round}/{Rounds}");
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void a_contract_with_a_piece_too_much_or_too_few_is_read_without_failing(string path)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, path));

        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var broken = text;
            for (var edit = 0; edit < 3; edit++)
            {
                var at = random.Next(broken.Length);
                broken = random.Next(2) == 0 ? broken.Insert(at, Pieces[random.Next(Pieces.Length)]) : broken.Remove(at, Math.Min(random.Next(1, 12), broken.Length - at));
            }

            Bind(broken, $"{path} with seed {seed}");
        }
    }

    private static void Bind(string text, string what)
        => Should.NotThrow(() => ContractBinder.Bind([new ContractFile(Parser.Parse("a.smithy", text), "Example")]), what);
}
