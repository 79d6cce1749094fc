using System.Security.Cryptography;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Ledger;

namespace PasskeyLedger.Service.Operations;

/// <summary>Gives a user a challenge to register a passkey with.</summary>
internal sealed class StartWebAuthnRegistration(AdmittedCall call)
{
    public async Task<StartWebAuthnRegistrationResponse> HandleAsync(
        StartWebAuthnRegistrationRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        var context = await call.AdmitAsync(nameof(StartWebAuthnRegistration), request.AccessToken, origin, cancellationToken);
        var command = new StartRegistration.Command(
            context,
            new(Guid.CreateVersion7(context.Now).ToString("D")),
            RandomNumberGenerator.GetBytes(StartRegistration.ChallengeBytes));

        // Most who start and are new to this node are new to the ledger: who is not costs one append that comes to nothing.
        var (events, state) = await call.ExecuteAsync(
            context, origin, state => StartRegistration.Decide(state, command), refuseClaimed: null, presumed: LoadedUser.None, cancellationToken);

        return new()
        {
            CredentialCreationOptions = CreationOptions.For(events.OfType<RegistrationStarted>().Single(), state, context.Caller, context.Pool),
        };
    }
}
