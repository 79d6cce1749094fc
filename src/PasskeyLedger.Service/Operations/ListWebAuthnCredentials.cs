using PasskeyLedger.Contracts;
using PasskeyLedger.ReadModels.Credentials;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Protocol;

namespace PasskeyLedger.Service.Operations;

/// <summary>Lists the caller's passkeys, a page at a time.</summary>
internal sealed class ListWebAuthnCredentials(AdmittedCall call, CredentialList credentials)
{
    private const int DefaultPageSize = 20;

    public async Task<ListWebAuthnCredentialsResponse> HandleAsync(
        ListWebAuthnCredentialsRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        // A token that no page ended with is a fault of the request's form: it is refused before anybody is asked who is calling.
        var after = request.NextToken is { } token
            ? CredentialCursor.Parse(token) ?? throw WireExceptions.InvalidRequest("NextToken: not one that this service gave")
            : null;

        var context = await call.AdmitAsync(nameof(ListWebAuthnCredentials), request.AccessToken, origin, cancellationToken);
        var count = request.MaxResults is { } asked and > 0 ? asked : DefaultPageSize;
        var page = await credentials.ReadAsync(
            context.Caller.Pool.Value, context.Caller.Sub.Value, after, count, cancellationToken);

        return new()
        {
            Credentials = [.. page.Credentials.Select(Describe)],
            NextToken = page.Next?.ToString(),
        };
    }

    private static WebAuthnCredentialDescription Describe(CredentialRow row) => new()
    {
        CredentialId = row.CredentialId,
        FriendlyCredentialName = row.FriendlyName,
        RelyingPartyId = row.RelyingPartyId,
        AuthenticatorAttachment = row.Attachment,
        AuthenticatorTransports = row.Transports,
        CreatedAt = row.CreatedAt,
    };
}
