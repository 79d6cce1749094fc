namespace PasskeyLedger.WebAuthn;

/// <summary>
/// Decides on a registration by WebAuthn Level 3 section 7.1: pure, the same answer for the same arguments. Steps 1 to 7 are done by
/// whoever made the response; step 26 (is the credential id new?) and step 29 (store it) are the caller's.
/// </summary>
public interface IAttestationVerifier
{
    RegistrationVerdict Verify(RegistrationResponse response, RegistrationExpectations expectations);
}
