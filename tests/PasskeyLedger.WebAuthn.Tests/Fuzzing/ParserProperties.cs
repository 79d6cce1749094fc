using System.Buffers.Text;
using System.Formats.Cbor;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>What holds for every input, by inputs that FsCheck makes up. A failing one is shown with the seed to replay it.</summary>
public sealed class ParserProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    [Fact]
    public void bytes_come_back_from_their_base64url() =>
        Check(Prop.ForAll<byte[]>(bytes =>
            StrictBase64Url.TryDecode(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(bytes)), out var back) && back.SequenceEqual(bytes)));

    [Fact]
    public void a_text_that_is_base64url_is_the_one_of_its_bytes() =>
        Check(Prop.ForAll(Gen.Elements("AQgwZaz09-_=+ ".ToCharArray()).ArrayOf().ToArbitrary(), text =>
            !StrictBase64Url.TryDecode(Encoding.ASCII.GetBytes(text), out var bytes) || Base64Url.EncodeToString(bytes) == new string(text)));

    [Fact]
    public void what_has_a_measure_is_read_by_the_reader_to_the_same_length() =>
        Check(Prop.ForAll(Cbor().ToArbitrary(), bytes =>
        {
            if (CborStructure.Measure(bytes, out var length, allowIndefinite: true) is not null)
                return true;
            var reader = new CborReader(bytes.AsMemory(0, length), CborConformanceMode.Lax);
            reader.SkipValue(disableConformanceModeChecks: true);
            return reader.PeekState() == CborReaderState.Finished;
        }));

    [Fact]
    public void client_data_is_read_or_refused() =>
        Check(Prop.ForAll<string, string, string>((type, challenge, origin) =>
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(new { type, challenge, origin });
            return ClientData.Read(json, out var clientData) is null == clientData is not null;
        }));

    [Fact]
    public void an_attestation_object_is_read_or_refused() =>
        Check(Prop.ForAll(Cbor().ToArbitrary(), bytes => AttestationObject.Read(bytes, out var read) is null == read is not null));

    [Fact]
    public void authenticator_data_is_read_or_refused() =>
        Check(Prop.ForAll(Cbor().ToArbitrary(), bytes =>
        {
            // Behind a header that says there is a credential, and extensions.
            byte[] data = [.. new byte[32], 0xC1, .. new byte[20], 0, 1, 7, .. bytes];
            return AuthenticatorData.Read(data, out var read) is null == read is not null;
        }));

    [Fact]
    public void an_origin_is_allowed_or_not() =>
        Check(Prop.ForAll<NonNull<string>, NonNull<string>>((origin, id) =>
            !OriginPolicy.Allows(origin.Get, id.Get, []) || origin.Get.StartsWith("http", StringComparison.Ordinal)));

    /// <summary>Bytes that are more often CBOR than chance would have it.</summary>
    private static Gen<byte[]> Cbor() => Gen.Frequency(
        (3, Gen.Elements<byte>(0x00, 0x18, 0x20, 0x40, 0x41, 0x58, 0x61, 0x60, 0x80, 0x81, 0x82, 0xA0, 0xA1, 0xA2, 0xBF, 0x9F, 0xFF, 0xF6, 0xC1, 0xF8)),
        (1, Gen.Choose(0, 255).Select(value => (byte)value))).ArrayOf();

    private static void Check(Property property) => property.Check(Many);
}
