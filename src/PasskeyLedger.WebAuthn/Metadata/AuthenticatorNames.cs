namespace PasskeyLedger.WebAuthn.Metadata;

/// <summary>
/// Names for people of the authenticators that passkeys are mostly kept in. As good as the AAGUID is: without a trusted attestation it is
/// what the client says. The FIDO Metadata Service knows hardware better, and password managers not at all.
/// </summary>
public static class AuthenticatorNames
{
    private static readonly Dictionary<Guid, string> Known = new()
    {
        // Platforms and browsers
        [new("fbfc3007-154e-4ecc-8c0b-6e020557d7bd")] = "Apple Passwords",
        [new("dd4ec289-e01d-41c9-bb89-70fa845d4bf2")] = "iCloud Keychain (Managed)",
        [new("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4")] = "Google Password Manager",
        [new("adce0002-35bc-c60a-648b-0b25f1f05503")] = "Chrome on Mac",
        [new("771b48fd-d3d4-4f74-9232-fc157ab0507a")] = "Edge on Mac",
        [new("b5397666-4885-aa6b-cebf-e52262a439a2")] = "Chromium Browser",
        [new("08987058-cadc-4b81-b6e1-30de50dcbe96")] = "Windows Hello",
        [new("9ddd1817-af5a-4672-a2b9-3e3dd95000a9")] = "Windows Hello",
        [new("6028b017-b1d4-4c02-b4b3-afcdafc96bb2")] = "Windows Hello",
        [new("d3452668-01fd-4c12-926c-83a4204853aa")] = "Microsoft Password Manager",
        [new("53414d53-554e-4700-0000-000000000000")] = "Samsung Pass",

        // Password managers
        [new("bada5566-a7aa-401f-bd96-45619a55120d")] = "1Password",
        [new("d548826e-79b4-db40-a3d8-11116f7e8349")] = "Bitwarden",
        [new("531126d6-e717-415c-9320-3d9aa6981239")] = "Dashlane",
        [new("f3809540-7f14-49c1-a8b3-8f813b225541")] = "Enpass",
        [new("fdb141b2-5d84-443e-8a35-4698c205a502")] = "KeePassXC",
        [new("eaecdef2-1c31-5634-8639-f1cbd9c00a08")] = "KeePassDX",
        [new("0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6")] = "Keeper",
        [new("b78a0a55-6ef8-d246-a042-ba0f6d55050c")] = "LastPass",
        [new("b84e4048-15dc-4dd0-8640-f4f60813c8af")] = "NordPass",
        [new("50726f74-6f6e-5061-7373-50726f746f6e")] = "Proton Pass",
        [new("b35a26b2-8f6e-4697-ab1d-d44db4da28c6")] = "Zoho Vault",

        // Security keys
        [new("cb69481e-8ff7-4039-93ec-0a2729a154a8")] = "YubiKey 5 Series",
        [new("ee882879-721c-4913-9775-3dfcce97072a")] = "YubiKey 5 Series",
        [new("fa2b99dc-9e39-4257-8f92-4a30d23c4118")] = "YubiKey 5 Series with NFC",
        [new("2fc0579f-8113-47ea-b116-bb5a8db9202a")] = "YubiKey 5 Series with NFC",
        [new("c5ef55ff-ad9a-4b9f-b580-adebafe026d0")] = "YubiKey 5 Series with Lightning",
        [new("f8a011f3-8c0a-4d15-8006-17111f9edc7d")] = "Security Key by Yubico",
        [new("6d44ba9b-f6ec-2e49-b930-0c8fe920cb73")] = "Security Key by Yubico with NFC",
        [new("149a2021-8ef6-4133-96b8-81f8d5b7f1f5")] = "Security Key by Yubico with NFC",
    };

    /// <summary>The name of a model: the metadata's, where there is some and it knows the model, else one of this list.</summary>
    /// <returns>null: nobody here knows it.</returns>
    public static string? Find(Guid aaguid, MetadataBlob? metadata = null) =>
        metadata?.Find(aaguid, [])?.Description ?? Known.GetValueOrDefault(aaguid);
}
