using System.CommandLine;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Service.Commands;

/// <summary><c>--key &lt;name+id+key&gt;</c>: a verifier key to trust, as often as there are keys.</summary>
internal static class KeyOption
{
    public static Option<string[]> Create(string description)
    {
        var option = new Option<string[]>("--key") { Description = description, HelpName = "name+id+key" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (VerifierKey.TryParse(token.Value) is null)
                    result.AddError($"--key is not a verifier key, such as keys new prints: {token.Value}");
            }
        });
        return option;
    }

    public static IReadOnlyList<VerifierKey> Read(string[]? values) => [.. (values ?? []).Select(value => VerifierKey.TryParse(value)!)];
}
