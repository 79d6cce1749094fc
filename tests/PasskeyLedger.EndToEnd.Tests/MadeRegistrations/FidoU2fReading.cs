namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>Section 8.6.</summary>
internal static class FidoU2fReading
{
    public static void Read(Reading it)
    {
        it.AddChain();
        it.Add("certificate.keySize", () => it.Leaf.PublicKey.GetECDsaPublicKey()?.KeySize);
        it.Add("aaguid.bytes", () => it.Aaguid);
        it.Add("key.curve", () => it.CredentialKey[-1L].Integer);
        it.Add("signature.verifies", () => IndependentSignature.Verifies(it.Leaf, VerificationData(it), it.Statement["sig"].Bytes));
    }

    private static byte[] VerificationData(Reading it) =>
    [
        0,
        .. it.AuthenticatorData[..32],
        .. it.ClientDataHash,
        .. it.CredentialId,
        4,
        .. it.CredentialKey[-2L].Bytes,
        .. it.CredentialKey[-3L].Bytes,
    ];
}
