using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration;

/// <summary>
/// <see cref="UserPasskeys"/> as bytes, so that it need not be folded from the first event each time: UTF-8 JSON, equal bytes for equal
/// states. It is no record of anything; the events are.
/// </summary>
public static class UserPasskeysForm
{
    /// <summary>
    /// Names the form, and the way the state is folded. To be raised whenever <see cref="UserPasskeys.Evolve"/> comes to another state for
    /// the same events or the state has another member: what an earlier version kept is then made anew.
    /// </summary>
    public const string Schema = "user_passkeys/1";

    public static byte[] Write(UserPasskeys state) => JsonSerializer.SerializeToUtf8Bytes(
        new StateForm(
            [.. state.Started.Values.OrderBy(started => started.Challenge, StringComparer.Ordinal).Select(Form)],
            [.. state.Passkeys.Values.OrderBy(passkey => passkey.Id.Value, StringComparer.Ordinal).Select(Form)]),
        UserPasskeysJson.Default.StateForm);

    /// <summary>Reads what <see cref="Write"/> wrote under the same <see cref="Schema"/>; null where the bytes are anything else.</summary>
    public static UserPasskeys? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, UserPasskeysJson.Default.StateForm) is { } form
                ? UserPasskeys.Of(form.Started.Select(Value), form.Passkeys.Select(Value))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static StartedForm Form(StartedRegistration started) => new(
        started.Id.Value,
        started.Challenge,
        started.RelyingPartyId,
        started.ClientId.Value,
        started.UserVerification.Value,
        [.. started.Algorithms],
        started.ExpiresAt,
        started.IsUsed);

    private static StartedRegistration Value(StartedForm form) => new()
    {
        Id = new(form.Id),
        Challenge = form.Challenge,
        RelyingPartyId = form.RelyingPartyId,
        ClientId = new(form.ClientId),
        UserVerification = new UserVerification(form.UserVerification),
        Algorithms = form.Algorithms,
        ExpiresAt = form.ExpiresAt,
        IsUsed = form.IsUsed,
    };

    private static PasskeyForm Form(Passkey passkey) => new(passkey.Id.Value, [.. passkey.Transports], passkey.Challenge, passkey.Answer.Value);

    private static Passkey Value(PasskeyForm form) => new(new(form.Id), form.Transports, form.Challenge, new(form.Answer));
}

internal sealed record StateForm(ImmutableArray<StartedForm> Started, ImmutableArray<PasskeyForm> Passkeys);

internal sealed record StartedForm(
    string Id,
    string Challenge,
    string RelyingPartyId,
    string ClientId,
    string UserVerification,
    ImmutableArray<int> Algorithms,
    DateTimeOffset ExpiresAt,
    bool IsUsed);

internal sealed record PasskeyForm(string Id, ImmutableArray<string> Transports, string Challenge, string Answer);

/// <summary>Every member has to be there: a form that lacks one is not of this schema.</summary>
[JsonSourceGenerationOptions(
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StateForm))]
internal sealed partial class UserPasskeysJson : JsonSerializerContext;
