using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace PasskeyLedger.WebAuthn;

/// <summary>What the browser says about the ceremony (section 5.8.1, CollectedClientData). Members it doesn't name are ignored.</summary>
public sealed record ClientData
{
    private const int MaxDepth = 16;
    private const string Create = "webauthn.create";

    /// <summary>Always <c>webauthn.create</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The challenge as sent, base64url without padding.</summary>
    public required string Challenge { get; init; }

    public ReadOnlyMemory<byte> ChallengeBytes => Base64Url.DecodeFromChars(Challenge);

    public required string Origin { get; init; }

    /// <summary>null: not said, which means the same as false.</summary>
    public bool? CrossOrigin { get; init; }

    public string? TopOrigin { get; init; }

    /// <summary>The JSON as it was sent; its SHA-256 is what attestations sign.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Section 7.1 steps 5 to 7. A member that is read here may stand in the object once.</summary>
    internal static CeremonyFailure? Read(ReadOnlyMemory<byte> raw, out ClientData? clientData)
    {
        clientData = null;

        // Step 5: UTF-8 decode, which drops a byte order mark.
        var json = raw.Span;
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        if (!Utf8.IsValid(json))
            return new(CeremonyFailureCode.ClientDataNotJson, "7.1 step 5", "clientDataJSON is not UTF-8");

        // Step 6: parse it.
        var members = new Members();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (members.Read(ref reader) is { } fault)
                return fault;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return new(CeremonyFailureCode.ClientDataNotJson, "7.1 step 6", "clientDataJSON is not JSON");
        }

        if (members.Type is null)
            return Missing("type");
        if (members.Challenge is null)
            return Missing("challenge");
        if (members.Origin is null)
            return Missing("origin");

        // Step 7: the type.
        if (members.Type != Create)
        {
            return new(
                CeremonyFailureCode.ClientDataTypeWrong,
                "7.1 step 7",
                $"clientDataJSON.type is {CeremonyFailure.Quote(members.Type)}, not 'webauthn.create'");
        }

        if (!members.ChallengeIsBase64Url)
        {
            return new(
                CeremonyFailureCode.ClientDataChallengeNotBase64Url,
                "5.8.1",
                "clientDataJSON.challenge is not base64url without padding");
        }

        clientData = new ClientData
        {
            Type = members.Type,
            Challenge = members.Challenge,
            Origin = members.Origin,
            CrossOrigin = members.CrossOrigin,
            TopOrigin = members.TopOrigin,
            Raw = raw,
        };
        return null;
    }

    private static CeremonyFailure Missing(string member) =>
        new(CeremonyFailureCode.ClientDataMemberMissing, "5.8.1", $"clientDataJSON.{member} is missing");

    private static CeremonyFailure WrongType(string member, string wanted) =>
        new(CeremonyFailureCode.ClientDataMemberWrongType, "5.8.1", $"clientDataJSON.{member} is not {wanted}");

    private ref struct Members
    {
        public string? Type;
        public string? Challenge;
        public string? Origin;
        public string? TopOrigin;
        public bool? CrossOrigin;
        public bool ChallengeIsBase64Url;
        private bool topOriginSeen;
        private bool crossOriginSeen;
        private bool tokenBindingSeen;

        public CeremonyFailure? Read(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return new(CeremonyFailureCode.ClientDataNotJson, "7.1 step 6", "clientDataJSON is not a JSON object");

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Member(ref reader) is { } fault)
                    return fault;
            }

            // Anything but whitespace after the object makes the reader throw here.
            reader.Read();
            return null;
        }

        private CeremonyFailure? Member(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("type"u8))
                return Text(ref reader, "type", ref Type);
            if (reader.ValueTextEquals("challenge"u8))
            {
                if (Text(ref reader, "challenge", ref Challenge) is { } fault)
                    return fault;
                ChallengeIsBase64Url = StrictBase64Url.IsValid(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Challenge!) : reader.ValueSpan);
                return null;
            }

            if (reader.ValueTextEquals("origin"u8))
                return Text(ref reader, "origin", ref Origin);
            if (reader.ValueTextEquals("topOrigin"u8))
                return Once(ref reader, "topOrigin", ref topOriginSeen) ?? OptionalText(ref reader, "topOrigin", ref TopOrigin);
            if (reader.ValueTextEquals("crossOrigin"u8))
                return Once(ref reader, "crossOrigin", ref crossOriginSeen) ?? OptionalBoolean(ref reader, "crossOrigin", ref CrossOrigin);
            if (reader.ValueTextEquals("tokenBinding"u8))
                return Once(ref reader, "tokenBinding", ref tokenBindingSeen) ?? TokenBinding.Check(ref reader);

            reader.Read();
            reader.Skip();
            return null;
        }

        private static CeremonyFailure? Text(ref Utf8JsonReader reader, string member, ref string? value)
        {
            if (value is not null)
                return Duplicated(member);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                return WrongType(member, "a string");
            value = reader.ValueTextEquals("webauthn.create"u8) ? Create : reader.GetString();
            return null;
        }

        /// <summary>Moves to the value of an optional member, which says nothing where it is null: so do clients write what they leave undefined.</summary>
        private static CeremonyFailure? Once(ref Utf8JsonReader reader, string member, ref bool seen)
        {
            if (seen)
                return Duplicated(member);
            seen = true;
            reader.Read();
            return null;
        }

        private static CeremonyFailure? OptionalText(ref Utf8JsonReader reader, string member, ref string? value)
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                return WrongType(member, "a string");
            value = reader.GetString();
            return null;
        }

        private static CeremonyFailure? OptionalBoolean(ref Utf8JsonReader reader, string member, ref bool? value)
        {
            if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
                return WrongType(member, "true or false");
            value = reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();
            return null;
        }

        private static CeremonyFailure Duplicated(string member) =>
            new(CeremonyFailureCode.ClientDataMemberDuplicated, "5.8.1", $"clientDataJSON.{member} stands there twice");
    }
}
