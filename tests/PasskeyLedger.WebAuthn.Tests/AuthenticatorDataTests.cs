namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Sections 6.1 and 6.5.1.</summary>
public sealed class AuthenticatorDataTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1023)]
    public void a_credential_id_is_up_to_1023_bytes_long(int length) =>
        new MadeRegistration { CredentialId = new byte[length] }.ShouldParse().CredentialId.Length.ShouldBe(length);

    [Theory]
    [InlineData(0)]
    [InlineData(1024)]
    [InlineData(65535)]
    public void a_credential_id_of_another_length_is_refused(int length) =>
        ShouldFail(new MadeRegistration { CredentialId = new byte[length] }, CeremonyFailureCode.CredentialIdLengthInvalid);

    [Theory]
    [InlineData(0)]
    [InlineData(36)]
    [InlineData(37)]
    [InlineData(54)]
    [InlineData(60)]
    public void data_that_ends_too_early_is_refused(int length)
    {
        var whole = new MadeRegistration().AuthenticatorData();

        ShouldFail(
            new MadeRegistration { AuthenticatorData = () => whole[..length] }, CeremonyFailureCode.AuthenticatorDataTooShort);
    }

    [Fact]
    public void a_public_key_that_ends_too_early_is_refused()
    {
        var whole = new MadeRegistration().AuthenticatorData();

        ShouldFail(
            new MadeRegistration { AuthenticatorData = () => whole[..^1] }, CeremonyFailureCode.CredentialPublicKeyNotCbor);
    }

    [Fact]
    public void bytes_behind_the_public_key_are_refused() =>
        ShouldFail(new MadeRegistration { BehindTheKey = [0xa0] }, CeremonyFailureCode.AuthenticatorDataTrailingBytes);

    [Fact]
    public void without_the_at_flag_there_is_no_credential() =>
        ShouldFail(
            new MadeRegistration { Flags = AuthenticatorFlags.UserPresent }, CeremonyFailureCode.AttestedCredentialDataMissing);

    [Fact]
    public void extensions_are_read_where_the_ed_flag_says_so()
    {
        // {"credProtect": 2, "hmac-secret": true}
        var extensions = Convert.FromHexString("A26B6372656450726F74656374026B686D61632D736563726574F5");
        var made = Extended(extensions);

        var read = made.ShouldParse().AuthenticatorData.Extensions.ShouldNotBeNull();

        read.Identifiers.ShouldBe(["credProtect", "hmac-secret"]);
        read.Raw.ToArray().ShouldBe(extensions);
        made.ShouldBeVerified();
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("A10102")]
    [InlineData("A161")]
    [InlineData("BF616101FF")]
    [InlineData("A2616101616102")]
    public void extensions_are_one_map_by_text(string hex) =>
        ShouldFail(Extended(Convert.FromHexString(hex)), CeremonyFailureCode.AuthenticatorExtensionsInvalid);

    [Fact]
    public void bytes_behind_the_extensions_are_refused() =>
        ShouldFail(Extended([0xa0, 0x00]), CeremonyFailureCode.AuthenticatorDataTrailingBytes);

    private static MadeRegistration Extended(byte[] extensions)
    {
        var made = new MadeRegistration { BehindTheKey = extensions };
        made.Flags |= AuthenticatorFlags.ExtensionData;
        return made;
    }

    private static void ShouldFail(MadeRegistration made, CeremonyFailureCode code)
    {
        var failure = made.ShouldNotParse();
        failure.Code.ShouldBe(code);
        failure.Kind.ShouldBe(CeremonyFailureKind.Malformed);
    }
}
