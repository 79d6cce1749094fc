using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace PasskeyLedger.WebAuthn.Tests.Fuzzing;

/// <summary>A registration to be changed, taken apart once so that a changed one can be put together without much ado.</summary>
internal sealed class MutationVector
{
    private const string ClientDataPlace = "<client data>";
    private const string AttestationPlace = "<attestation object>";

    private static readonly byte[] SignatureKey = [0x63, .. "sig"u8];

    private readonly byte[][] around;
    private readonly bool clientDataFirst;

    public MutationVector(string name, JsonObject credential, RegistrationExpectations expectations)
    {
        Name = name;
        Json = Encoding.UTF8.GetBytes(credential.ToJsonString());
        JsonMembers = MemberSpans.OfJson(Json);
        var response = credential["response"]!.AsObject();
        ClientData = Base64Url.DecodeFromChars(response["clientDataJSON"]!.GetValue<string>());
        AttestationObject = Base64Url.DecodeFromChars(response["attestationObject"]!.GetValue<string>());
        ClientDataMembers = MemberSpans.OfJson(ClientData);
        AttestationMembers = MemberSpans.OfCbor(AttestationObject);

        var template = credential.DeepClone().AsObject();
        template["response"]!["clientDataJSON"] = ClientDataPlace;
        template["response"]!["attestationObject"] = AttestationPlace;
        var text = template.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        clientDataFirst = text.IndexOf(ClientDataPlace, StringComparison.Ordinal) < text.IndexOf(AttestationPlace, StringComparison.Ordinal);
        around = [.. text.Split([ClientDataPlace, AttestationPlace], StringSplitOptions.None).Select(Encoding.UTF8.GetBytes)];

        // What is asked for beside the signature must not stand in its way, nor another format take this one's place.
        Expectations = expectations with { UserVerificationRequired = false, ConditionalMediation = true, AllowCrossOrigin = true };
        if (RegistrationResponse.Parse(Json) is not ParsedRegistration.Accepted { Response: var parsed })
            return;
        var format = parsed.AttestationObject.Format;
        Expectations = Expectations with { AcceptedFormats = format == "compound" ? ["compound", "packed", "fido-u2f", "apple"] : [format] };
        if (new AttestationVerifier().Verify(parsed, Expectations) is not RegistrationVerdict.Verified)
            return;

        Original = parsed;
        IsSigned = format != "none";
        var data = AttestationObject.AsSpan().IndexOf(parsed.AttestationObject.AuthenticatorData.Span);
        SignCountAt = data + 33;
        var key = AttestationObject.AsSpan().IndexOf(SignatureKey);
        SignatureAt = key < 0 ? null : key + 12;
    }

    public string Name { get; }

    public RegistrationExpectations Expectations { get; }

    /// <summary>The credential as a page sends it.</summary>
    public byte[] Json { get; }

    public IReadOnlyList<MemberSpan> JsonMembers { get; }

    public byte[] ClientData { get; }

    public IReadOnlyList<MemberSpan> ClientDataMembers { get; }

    public byte[] AttestationObject { get; }

    public IReadOnlyList<MemberSpan> AttestationMembers { get; }

    /// <summary>The unchanged one; null: it is refused.</summary>
    public RegistrationResponse? Original { get; }

    /// <summary>Whether it is accepted for a signature.</summary>
    public bool IsSigned { get; }

    /// <summary>Where in the attestation object the sign count begins, with the AAGUID behind it: nobody looks at them but the signature.</summary>
    public int SignCountAt { get; }

    /// <summary>A place in the attestation object within a signature; null: none is named <c>sig</c>.</summary>
    public int? SignatureAt { get; }

    /// <summary>The longest of what is to be changed.</summary>
    public int Longest => Math.Max(Json.Length, Math.Max(ClientData.Length, AttestationObject.Length));

    /// <summary>Puts a credential together.</summary>
    /// <returns>Its length.</returns>
    public int Write(ReadOnlySpan<byte> clientData, ReadOnlySpan<byte> attestationObject, Span<byte> json)
    {
        var position = 0;
        Append(around[0], json, ref position);
        Encode(clientDataFirst ? clientData : attestationObject, json, ref position);
        Append(around[1], json, ref position);
        Encode(clientDataFirst ? attestationObject : clientData, json, ref position);
        Append(around[2], json, ref position);
        return position;
    }

    /// <summary>Whether all that the attestation signs is in this response as it was. A U2F authenticator signs neither flags nor sign count nor AAGUID.</summary>
    public bool SignsTheSame(RegistrationResponse response)
    {
        if (!response.ClientData.Raw.Span.SequenceEqual(Original!.ClientData.Raw.Span))
            return false;
        if (response.AttestationObject.AuthenticatorData.Span.SequenceEqual(Original.AttestationObject.AuthenticatorData.Span))
            return true;
        return response.AttestationObject.Format == "fido-u2f"
            && response.AuthenticatorData.RpIdHash.Span.SequenceEqual(Original.AuthenticatorData.RpIdHash.Span)
            && response.CredentialId.Span.SequenceEqual(Original.CredentialId.Span)
            && response.AuthenticatorData.AttestedCredentialData.Key.Key!.IsSameAs(Original.AuthenticatorData.AttestedCredentialData.Key.Key!);
    }

    private static void Append(ReadOnlySpan<byte> bytes, Span<byte> json, ref int position)
    {
        bytes.CopyTo(json[position..]);
        position += bytes.Length;
    }

    private static void Encode(ReadOnlySpan<byte> bytes, Span<byte> json, ref int position) =>
        position += Base64Url.EncodeToUtf8(bytes, json[position..]);
}
