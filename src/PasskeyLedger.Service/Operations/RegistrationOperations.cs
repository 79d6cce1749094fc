using PasskeyLedger.Contracts;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Operations;

/// <summary>The operations of the contract for one call: each is a file of its own.</summary>
internal sealed class RegistrationOperations(
    CallOrigin origin,
    StartWebAuthnRegistration start,
    CompleteWebAuthnRegistration complete,
    ListWebAuthnCredentials list,
    DeleteWebAuthnCredential delete) : IAWSCognitoIdentityProviderService
{
    public Task<StartWebAuthnRegistrationResponse> StartWebAuthnRegistrationAsync(
        StartWebAuthnRegistrationRequest request, CancellationToken cancellationToken = default) =>
        start.HandleAsync(request, origin, cancellationToken);

    public Task<CompleteWebAuthnRegistrationResponse> CompleteWebAuthnRegistrationAsync(
        CompleteWebAuthnRegistrationRequest request, CancellationToken cancellationToken = default) =>
        complete.HandleAsync(request, origin, cancellationToken);

    public Task<ListWebAuthnCredentialsResponse> ListWebAuthnCredentialsAsync(
        ListWebAuthnCredentialsRequest request, CancellationToken cancellationToken = default) =>
        list.HandleAsync(request, origin, cancellationToken);

    public Task<DeleteWebAuthnCredentialResponse> DeleteWebAuthnCredentialAsync(
        DeleteWebAuthnCredentialRequest request, CancellationToken cancellationToken = default) =>
        delete.HandleAsync(request, origin, cancellationToken);
}

/// <summary>Makes the operations for a call.</summary>
internal sealed class RegistrationOperationsFactory(
    StartWebAuthnRegistration start,
    CompleteWebAuthnRegistration complete,
    ListWebAuthnCredentials list,
    DeleteWebAuthnCredential delete)
{
    public IAWSCognitoIdentityProviderService For(CallOrigin origin) => new RegistrationOperations(origin, start, complete, list, delete);
}
