using System.Security.Cryptography.X509Certificates;

namespace PasskeyLedger.EndToEnd.Tests.MadeRegistrations;

/// <summary>Section 8.9, of android-key and packed as the software authenticator makes it.</summary>
internal static class CompoundReading
{
    public static void Read(Reading it)
    {
        it.Add("first.fmt", () => it.Statement.Items[0]["fmt"].Text);
        it.Add("last.fmt", () => it.Statement.Items[1]["fmt"].Text);
        it.AddChain(() => [.. it.Statement.Items[1]["attStmt"]["x5c"].Items.Select(item => item.Bytes)]);
        it.Add("signature.firstVerifies", () => Verifies(it, it.Statement.Items[0]["attStmt"]));
        it.Add("signature.lastVerifies", () => Verifies(it, it.Statement.Items[1]["attStmt"]));
    }

    private static bool Verifies(Reading it, CborTree statement)
    {
        using var leaf = X509CertificateLoader.LoadCertificate(statement["x5c"].Items[0].Bytes);
        return IndependentSignature.Verifies(leaf, it.Signed, statement["sig"].Bytes);
    }
}
