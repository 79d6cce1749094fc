using System.Formats.Asn1;

namespace PasskeyLedger.Testing.Authenticator;

/// <summary>SubjectPublicKeyInfo of the algorithms whose keys have no structure of their own.</summary>
internal static class RawPublicKey
{
    /// <summary>RFC 8410 section 4, RFC 9881 section 4: an algorithm without parameters, and the public key as it is.</summary>
    public static byte[] SubjectPublicKeyInfo(string algorithmOid, byte[] publicKey)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteObjectIdentifier(algorithmOid);
            writer.WriteBitString(publicKey);
        }

        return writer.Encode();
    }
}
