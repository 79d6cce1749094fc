using System.Security.Cryptography;
using PasskeyLedger.Contracts;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

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

        var (events, state) = await call.ExecuteAsync(
            context, origin, state => StartRegistration.Decide(state, command), refuseClaimed: null, cancellationToken);

        return new()
        {
            CredentialCreationOptions = CreationOptions.For(events.OfType<RegistrationStarted>().Single(), state, context.Caller, context.Pool),
        };
    }
}
