using System.Formats.Cbor;

namespace PasskeyLedger.WebAuthn.Tests;

/// <summary>Sections 6.5.4 and 7.1 step 13.</summary>
public sealed class AttestationObjectTests
{
    private static readonly MadeRegistration Made = new();

    [Fact]
    public void keys_may_come_in_any_order_with_others_between_them()
    {
        var response = With(w => MadeRegistration.WriteMap(
            w,
            ("authData", v => v.WriteByteString(Made.AuthenticatorData())), ("more", v => v.WriteDouble(1.5)),
            ("fmt", v => v.WriteTextString("none")), ("attStmt", v => MadeRegistration.WriteMap(v)), ("", v => v.WriteNull()))).ShouldParse();

        response.AttestationObject.Format.ShouldBe("none");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a3")]
    [InlineData("ff")]
    [InlineData("5a00ffffff")]
    [InlineData("1c")]
    public void what_is_not_cbor_is_refused(string hex) => ShouldFail(Convert.FromHexString(hex), CeremonyFailureCode.AttestationObjectNotCbor);

    [Fact]
    public void maps_and_lists_of_indefinite_length_are_read_as_any_other()
    {
        byte[] indefinite = [0xbf, .. Made.AttestationObject().AsSpan(1), 0xff];

        new MadeRegistration { AttestationObject = () => indefinite }.ShouldBeVerified();
        ShouldFail([.. indefinite, 0], CeremonyFailureCode.AttestationObjectTrailingBytes);
        ShouldFail(indefinite[..^1], CeremonyFailureCode.AttestationObjectNotCbor);
    }

    [Fact]
    public void strings_in_chunks_are_refused()
    {
        var data = Made.AuthenticatorData();
        byte[] chunks = [0x5f, 0x58, (byte)data.Length, .. data, 0xff];

        ShouldFail(
            Encode(w => MadeRegistration.WriteMap(
                w,
                ("fmt", v => v.WriteTextString("none")), ("attStmt", v => MadeRegistration.WriteMap(v)),
                ("authData", v => v.WriteEncodedValue(chunks)))),
            CeremonyFailureCode.AttestationObjectNotCbor).Detail.ShouldContain("indefinite length");
    }

    [Fact]
    public void a_key_twice_is_refused() =>
        ShouldFail(
            Encode(w => MadeRegistration.WriteMap(
                w,
                ("fmt", v => v.WriteTextString("none")), ("fmt", v => v.WriteTextString("none")),
                ("attStmt", v => MadeRegistration.WriteMap(v)), ("authData", v => v.WriteByteString(Made.AuthenticatorData())))),
            CeremonyFailureCode.AttestationObjectNotCbor);

    [Fact]
    public void a_key_twice_deep_within_the_statement_is_refused() =>
        ShouldFail(
            MadeRegistration.WriteObject(
                "none",
                w => MadeRegistration.WriteMap(
                    w, ("x", x => MadeRegistration.WriteMap(x, ("a", v => v.WriteNull()), ("a", v => v.WriteNull())))),
                Made.AuthenticatorData()),
            CeremonyFailureCode.AttestationObjectNotCbor);

    [Fact]
    public void deep_nesting_is_refused() =>
        ShouldFail([.. Enumerable.Repeat((byte)0x81, 100_000)], CeremonyFailureCode.AttestationObjectNotCbor);

    [Fact]
    public void bytes_behind_it_are_refused() =>
        ShouldFail([.. Made.AttestationObject(), 0], CeremonyFailureCode.AttestationObjectTrailingBytes);

    [Theory]
    [InlineData("fmt")]
    [InlineData("attStmt")]
    [InlineData("authData")]
    public void a_member_can_not_be_missing(string member) =>
        ShouldFail(Encode(w => Members(w, member, null)), CeremonyFailureCode.AttestationObjectMemberMissing).Detail.ShouldContain(member);

    [Theory]
    [InlineData("fmt")]
    [InlineData("attStmt")]
    [InlineData("authData")]
    public void a_member_has_its_type(string member) =>
        ShouldFail(Encode(w => Members(w, member, v => v.WriteInt32(1))), CeremonyFailureCode.AttestationObjectMemberWrongType)
            .Detail.ShouldStartWith(member);

    [Fact]
    public void it_is_a_map() => ShouldFail([0x80], CeremonyFailureCode.AttestationObjectMemberWrongType);

    [Fact]
    public void its_keys_are_texts() => ShouldFail([0xa1, 0x01, 0x02], CeremonyFailureCode.AttestationObjectMemberWrongType);

    [Theory]
    [InlineData("")]
    [InlineData("packed\n")]
    [InlineData("a\"b")]
    [InlineData("an-identifier-of-thirty-three-chars")]
    public void the_format_is_a_format_identifier(string format) =>
        ShouldFail(
            MadeRegistration.WriteObject(format, static w => MadeRegistration.WriteMap(w), Made.AuthenticatorData()),
            CeremonyFailureCode.AttestationFormatIdentifierInvalid);

    private static void Members(CborWriter writer, string member, Action<CborWriter>? instead)
    {
        (string Name, Action<CborWriter> Value)[] members =
        [
            ("fmt", v => v.WriteTextString("none")), ("attStmt", v => MadeRegistration.WriteMap(v)),
            ("authData", v => v.WriteByteString(Made.AuthenticatorData())),
        ];
        MadeRegistration.WriteMap(
            writer,
            [.. members.Where(m => m.Name != member || instead is not null).Select(m => m.Name == member ? (m.Name, instead!) : m)]);
    }

    private static byte[] Encode(Action<CborWriter> write)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        write(writer);
        return writer.Encode();
    }

    private static MadeRegistration With(Action<CborWriter> write) => new() { AttestationObject = () => Encode(write) };

    private static CeremonyFailure ShouldFail(byte[] attestationObject, CeremonyFailureCode code)
    {
        var failure = new MadeRegistration { AttestationObject = () => attestationObject }.ShouldNotParse();
        failure.Code.ShouldBe(code);
        failure.Kind.ShouldBe(CeremonyFailureKind.Malformed);
        return failure;
    }
}
