using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration.Tests;

public sealed class DeleteCredentialTests
{
    private readonly Scenario scenario = new();

    [Fact]
    public void a_passkey_of_the_user_is_deleted()
    {
        var passkey = scenario.Completed();

        scenario.WhenDeleting(passkey.CredentialId).ShouldBeOfType<Decision.Accepted>().Events.ShouldHaveSingleItem()
            .ShouldBe(new CredentialDeleted { CredentialId = passkey.CredentialId, PoolVersion = 7 });
    }

    [Fact]
    public void a_passkey_that_the_user_does_not_have_is_not_found() =>
        Then.IsRefused(scenario.WhenDeleting("AQID"), RejectionReason.CredentialNotFound).Operation.ShouldBe("DeleteWebAuthnCredential");

    [Fact]
    public void a_passkey_is_deleted_once()
    {
        var passkey = scenario.Completed();
        scenario.Given(scenario.WhenDeleting(passkey.CredentialId).ShouldBeOfType<Decision.Accepted>().Events.Single());

        Then.IsRefused(scenario.WhenDeleting(passkey.CredentialId), RejectionReason.CredentialNotFound);
        scenario.State.Passkeys.ShouldBeEmpty();
    }
}
