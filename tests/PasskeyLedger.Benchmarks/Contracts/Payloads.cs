using System.Text;
using PasskeyLedger.Testing.Authenticator;
using PasskeyLedger.Testing.Authenticator.Attestation;
using PasskeyLedger.Testing.Authenticator.Attestation.Tpm;

namespace PasskeyLedger.Benchmarks.Contracts;

/// <summary>Request bodies of exactly the sizes that are compared: the access token fills what the rest leaves.</summary>
internal static class Payloads
{
    public const int Small = 1024;
    public const int Large = 8192;

    public static byte[] Start(int size) => Fill("""{"AccessToken":"TOKEN"}""", size);

    /// <summary>
    /// 1 KB: a credential without attestation, with the members that must be there. 8 KB: one that a TPM attests to, as a browser sends it.
    /// </summary>
    public static byte[] Complete(int size) => Fill($$"""{"AccessToken":"TOKEN","Credential":{{Credential(size)}}}""", size);

    private static string Credential(int size)
    {
        IAttestationFormat attestation = size == Small ? new NoneAttestation() : new TpmAttestation();
        var made = new SoftwareAuthenticator { Attestation = attestation }.Register(RegistrationCeremony.Example());
        if (size != Small)
            return made.Json;

        var credential = made.ToJsonObject();
        var response = credential["response"]!.AsObject();
        foreach (var copy in (string[])["authenticatorData", "publicKey", "publicKeyAlgorithm"])
            response.Remove(copy);
        return credential.ToJsonString();
    }

    private static byte[] Fill(string body, int size)
    {
        var length = size - (body.Length - "TOKEN".Length);
        if (length < 100)
            throw new InvalidOperationException($"A body of {size} bytes leaves {length} for the access token.");
        return Encoding.UTF8.GetBytes(body.Replace("TOKEN", Token(length), StringComparison.Ordinal));
    }

    /// <summary>Three parts of base64url, as a token has them.</summary>
    private static string Token(int length)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return string.Create(length, 0, static (token, _) =>
        {
            for (var index = 0; index < token.Length; index++)
                token[index] = alphabet[index * 31 % alphabet.Length];
            token[token.Length / 8] = '.';
            token[token.Length / 2] = '.';
        });
    }
}
