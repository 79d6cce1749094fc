using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Text.Json;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.WebAuthn.Tests.Faults;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>Where the attestation is signed, no bit of what it signs can change without the registration being refused.</summary>
public sealed class SignedBytesTests(ITestOutputHelper output)
{
    private const int CredentialIdOffset = 55;

    public static TheoryData<string> SignedFormats => [.. SoftwareRegistrationTests.Formats.Keys.Where(name => name != "none")];

    [Theory]
    [MemberData(nameof(SignedFormats))]
    public void no_bit_of_what_is_signed_can_change(string format)
    {
        var ceremony = RegistrationCeremony.Example();
        var made = new SoftwareAuthenticator
        {
            Attestation = SoftwareRegistrationTests.Formats[format],
            Aaguid = format == "fido-u2f" ? Guid.Empty : Guid.NewGuid(),
        }.Register(ceremony);

        // A policy under which nothing but the signature stands in the way.
        var expectations = FaultJudge.Strict(ceremony) with
        {
            UserVerificationRequired = false,
            ConditionalMediation = true,
            AllowCrossOrigin = true,
            RequireZeroU2fAaguid = false,
            TrustAnchors = [],
        };
        Verify(made.AuthenticatorData, made.ClientDataJson).ShouldBeNull();

        var mutations = 0;
        for (var bit = 0; bit < made.AuthenticatorData.Length * 8; bit++)
        {
            // A U2F authenticator signs neither flags nor counter nor AAGUID, having none of these (section 8.6 step 5).
            if (format == "fido-u2f" && bit / 8 is >= 32 and < 53)
                continue;
            Verify(Flipped(made.AuthenticatorData, bit), made.ClientDataJson).ShouldNotBeNull($"bit {bit} of the authenticator data");
            mutations++;
        }

        for (var bit = 0; bit < made.ClientDataJson.Length * 8; bit++)
        {
            Verify(made.AuthenticatorData, Flipped(made.ClientDataJson, bit)).ShouldNotBeNull($"bit {bit} of the client data");
            mutations++;
        }

        Verify(made.AuthenticatorData, [.. made.ClientDataJson, (byte)' ']).ShouldNotBeNull("white space behind the client data");
        output.WriteLine($"{mutations + 1} mutations of format {format}");

        CeremonyFailure? Verify(byte[] authenticatorData, byte[] clientData) =>
            RegistrationResponse.Parse(Credential(made, authenticatorData, clientData)) switch
            {
                ParsedRegistration.Accepted accepted =>
                    (new AttestationVerifier().Verify(accepted.Response, expectations) as RegistrationVerdict.Refused)?.Failure,
                ParsedRegistration.Refused refused => refused.Failure,
                var other => throw new InvalidOperationException($"unknown outcome {other}"),
            };
    }

    /// <summary>The same statement around other data, and the ids that fit it.</summary>
    private static JsonElement Credential(PasskeyLedger.Testing.Authenticator.MadeRegistration made, byte[] authenticatorData, byte[] clientData)
    {
        var reader = new CborReader(made.AttestationObject);
        var writer = new CborWriter();
        writer.WriteStartMap(reader.ReadStartMap());
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var name = reader.ReadTextString();
            var value = reader.ReadEncodedValue();
            writer.WriteTextString(name);
            if (name == "authData")
                writer.WriteByteString(authenticatorData);
            else
                writer.WriteEncodedValue(value.Span);
        }

        writer.WriteEndMap();
        var length = BinaryPrimitives.ReadUInt16BigEndian(authenticatorData.AsSpan(CredentialIdOffset - 2));
        var id = Base64Url.EncodeToString(
            authenticatorData.AsSpan(CredentialIdOffset, Math.Min(length, authenticatorData.Length - CredentialIdOffset)));
        return JsonSerializer.SerializeToElement(new
        {
            id,
            rawId = id,
            type = "public-key",
            response = new
            {
                clientDataJSON = Base64Url.EncodeToString(clientData),
                attestationObject = Base64Url.EncodeToString(writer.Encode()),
            },
        });
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] changed = [.. bytes];
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
