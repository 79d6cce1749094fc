namespace PasskeyLedger.WebAuthn.Metadata;

/// <summary>FIDO's names of signature algorithms (Registry of Predefined Values, section 3.6.1) as COSE algorithm identifiers.</summary>
internal static class MetadataAlgorithms
{
    /// <summary>Those that a name may stand for; of an encoding FIDO tells raw and DER, COSE doesn't. None: a name that is not known here.</summary>
    public static IReadOnlyList<int> Of(string name) => name switch
    {
        "secp256r1_ecdsa_sha256_raw" or "secp256r1_ecdsa_sha256_der" => [-7, -9],
        "secp384r1_ecdsa_sha384_raw" => [-35, -51],
        "secp521r1_ecdsa_sha512_raw" => [-36, -52],
        "secp256k1_ecdsa_sha256_raw" or "secp256k1_ecdsa_sha256_der" => [-47],
        "rsassa_pkcsv15_sha256_raw" or "rsa_emsa_pkcs1_sha256_raw" or "rsa_emsa_pkcs1_sha256_der" => [-257],
        "rsassa_pkcsv15_sha384_raw" => [-258],
        "rsassa_pkcsv15_sha512_raw" => [-259],
        "rsassa_pkcsv15_sha1_raw" => [-65535],
        "rsassa_pss_sha256_raw" or "rsassa_pss_sha256_der" => [-37],
        "rsassa_pss_sha384_raw" => [-38],
        "rsassa_pss_sha512_raw" => [-39],
        "ed25519_eddsa_sha512_raw" => [-8, -19],
        "ed448_eddsa_sha512_raw" => [-53],
        _ => [],
    };
}
