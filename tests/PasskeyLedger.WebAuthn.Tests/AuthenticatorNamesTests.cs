using PasskeyLedger.Testing;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.WebAuthn.Tests;

public sealed class AuthenticatorNamesTests
{
    [Fact]
    public void the_list_of_names_is_sorted_and_has_a_line_an_entry()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "src", "PasskeyLedger.WebAuthn", "Metadata", "authenticator-names.txt"));

        lines.ShouldBe(lines.Order(StringComparer.Ordinal));
        lines.Select(line => line[..36]).ShouldBeUnique();
        foreach (var line in lines)
        {
            line.ShouldMatch("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12} [!-~]([ -~]*[!-~])?$");
            AuthenticatorNames.Find(new Guid(line[..36])).ShouldBe(line[37..]);
        }
    }
}
