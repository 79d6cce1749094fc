using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.Registration.Tests;

public sealed class PasskeyNameTests
{
    private readonly Scenario scenario = new();

    [Theory]
    [InlineData("fbfc3007-154e-4ecc-8c0b-6e020557d7bd", "Apple Passwords")]
    [InlineData("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4", "Google Password Manager")]
    [InlineData("08987058-cadc-4b81-b6e1-30de50dcbe96", "Windows Hello")]
    [InlineData("bada5566-a7aa-401f-bd96-45619a55120d", "1Password")]
    [InlineData("2fc0579f-8113-47ea-b116-bb5a8db9202a", "YubiKey 5 NFC")]
    public void a_passkey_of_a_known_model_has_its_name(string aaguid, string name) =>
        scenario.Completed(new SoftwareAuthenticator { Aaguid = new(aaguid), Attachment = "cross-platform" }).FriendlyName.ShouldBe(name);

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("01020304-0506-0708-0102-030405060708")]
    public void a_passkey_of_no_known_model_is_named_by_its_kind(string aaguid) =>
        scenario.Completed(new SoftwareAuthenticator { Aaguid = new(aaguid), Attachment = "cross-platform", Transports = ["hybrid"] })
            .FriendlyName.ShouldBe("Passkey on a phone");
}
