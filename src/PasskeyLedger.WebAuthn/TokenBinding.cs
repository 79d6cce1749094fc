using System.Text.Json;

namespace PasskeyLedger.WebAuthn;

/// <summary>
/// The <c>tokenBinding</c> member of client data. Level 3 keeps the name reserved and verifies nothing of it, since no browser binds tokens
/// any more; Levels 1 and 2 gave it the shape that is checked here, so that a malformed one is still noticed. A plain string is what
/// browsers of 2018 sent before it became an object: ignored, as null is.
/// </summary>
internal static class TokenBinding
{
    /// <summary>Reads the value that the reader is at.</summary>
    public static CeremonyFailure? Check(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.StartObject)
            return Invalid("is neither an object nor a string");

        string? status = null;
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isStatus = reader.ValueTextEquals("status"u8);
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isStatus || isId)
            {
                if (reader.TokenType != JsonTokenType.String)
                    return Invalid("has a member that is not a string");
                if ((isStatus ? status : id) is not null)
                    return Invalid("has a member twice");
                if (isStatus)
                    status = reader.GetString();
                else
                    id = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return status switch
        {
            "supported" => null,
            "present" when id is not null => null,
            "present" => Invalid("is present without an id"),
            null => Invalid("has no status"),
            _ => Invalid("has a status other than 'present' and 'supported'"),
        };
    }

    private static CeremonyFailure Invalid(string how) =>
        new(CeremonyFailureCode.ClientDataTokenBindingInvalid, "5.8.1", $"clientDataJSON.tokenBinding {how}");
}
