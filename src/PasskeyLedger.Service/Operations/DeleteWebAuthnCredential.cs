using PasskeyLedger.Contracts;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations;

/// <summary>Deletes one of the caller's passkeys.</summary>
internal sealed class DeleteWebAuthnCredential(AdmittedCall call)
{
    public async Task<DeleteWebAuthnCredentialResponse> HandleAsync(
        DeleteWebAuthnCredentialRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        var context = await call.AdmitAsync(nameof(DeleteWebAuthnCredential), request.AccessToken, origin, cancellationToken);
        var command = new DeleteCredential.Command(context, new(request.CredentialId));

        await call.ExecuteAsync(
            context, origin, state => DeleteCredential.Decide(state, command), refuseClaimed: null, presumed: null, cancellationToken);

        return new();
    }
}
