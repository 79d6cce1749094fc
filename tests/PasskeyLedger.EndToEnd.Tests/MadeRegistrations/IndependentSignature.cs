using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.Testing.Authenticator;

namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>Verifies signatures with .NET's types, or with OpenSSL's program where .NET has none.</summary>
internal static class IndependentSignature
{
    /// <summary>With the key and its natural digest, whatever a statement says of the algorithm.</summary>
    public static bool Verifies(X509Certificate2 certificate, byte[] signed, byte[] signature)
    {
        using var ec = certificate.GetECDsaPublicKey();
        var algorithm = ec?.KeySize switch { null => CoseAlgorithm.RS256, 384 => CoseAlgorithm.ES384, _ => CoseAlgorithm.ES256 };
        return Verifies(certificate.PublicKey.ExportSubjectPublicKeyInfo(), algorithm, signed, signature);
    }

    public static bool Verifies(byte[] subjectPublicKeyInfo, long algorithm, byte[] signed, byte[] signature)
    {
        var hash = algorithm switch
        {
            CoseAlgorithm.RS1 => HashAlgorithmName.SHA1,
            CoseAlgorithm.ES384 or CoseAlgorithm.RS384 or CoseAlgorithm.PS384 => HashAlgorithmName.SHA384,
            CoseAlgorithm.ES512 or CoseAlgorithm.RS512 or CoseAlgorithm.PS512 => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
        switch (algorithm)
        {
            case CoseAlgorithm.ES256 or CoseAlgorithm.ES384 or CoseAlgorithm.ES512 or CoseAlgorithm.ES256K:
                using (var ec = ECDsa.Create())
                {
                    ec.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
                    return ec.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
                }

            case CoseAlgorithm.EdDSA or CoseAlgorithm.Ed448 or CoseAlgorithm.MLDsa44:
                return VerifiesByProgram(subjectPublicKeyInfo, signed, signature);
            default:
                using (var rsa = RSA.Create())
                {
                    rsa.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
                    var isPss = algorithm is CoseAlgorithm.PS256 or CoseAlgorithm.PS384 or CoseAlgorithm.PS512;
                    return rsa.VerifyData(signed, signature, hash, isPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
                }
        }
    }

    private static bool VerifiesByProgram(byte[] subjectPublicKeyInfo, byte[] signed, byte[] signature)
    {
        var openssl = InstalledProgram.OrSkip("openssl");
        var folder = Directory.CreateTempSubdirectory("passkey-ledger-signature-");
        try
        {
            string Write(string name, byte[] content)
            {
                var path = Path.Combine(folder.FullName, name);
                File.WriteAllBytes(path, content);
                return path;
            }

            string[] arguments =
            [
                "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", Write("key", subjectPublicKeyInfo),
                "-rawin", "-in", Write("signed", signed), "-sigfile", Write("signature", signature),
            ];
            var start = new ProcessStartInfo(openssl, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && output.Contains("Verified Successfully", StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
