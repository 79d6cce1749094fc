using System.Runtime.InteropServices;
using PasskeyLedger.Contracts;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Trust;
using PasskeyLedger.WebAuthn;

namespace PasskeyLedger.Service.Operations;

/// <summary>Verifies an authenticator's answer and registers its credential.</summary>
internal sealed class CompleteWebAuthnRegistration(AdmittedCall call, IAttestationVerifier verifier, PoolTrusts trusts)
{
    public async Task<CompleteWebAuthnRegistrationResponse> HandleAsync(
        CompleteWebAuthnRegistrationRequest request, CallOrigin origin, CancellationToken cancellationToken)
    {
        var context = await call.AdmitAsync(nameof(CompleteWebAuthnRegistration), request.AccessToken, origin, cancellationToken);
        var command = new CompleteRegistration.Command(
            context,
            RegistrationResponse.Parse(request.Credential),
            JsonMarshal.GetRawUtf8Value(request.Credential).ToArray(),
            trusts.Of(context.Pool));

        await call.ExecuteAsync(
            context,
            origin,
            state => CompleteRegistration.Decide(state, command, Verify(state, command)),
            state => CompleteRegistration.RefuseClaimed(state, command),
            presumed: null,
            cancellationToken);

        return new();
    }

    private RegistrationVerdict? Verify(UserPasskeys state, CompleteRegistration.Command command) =>
        CompleteRegistration.Expect(state, command) is { } expectations && command.Credential is ParsedRegistration.Accepted { Response: var response }
            ? verifier.Verify(response, expectations)
            : null;
}
