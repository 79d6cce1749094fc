namespace PasskeyLedger.WebAuthn.Attestation.Tpm;

/// <summary>
/// What the TPM signed: TPMS_ATTEST (TPMv2 Part 2, section 10.12.8) around a TPMS_CERTIFY_INFO (section 10.12.3).
/// </summary>
/// <param name="Magic">Says that the structure was made within a TPM.</param>
/// <param name="Type">TPM_ST: what is attested.</param>
/// <param name="ExtraData">What the caller of the TPM gave it to sign along.</param>
/// <param name="Name">The Name of the certified key; null where <paramref name="Type"/> says that something else is attested.</param>
internal sealed record TpmCertifyInfo(uint Magic, ushort Type, ReadOnlyMemory<byte> ExtraData, ReadOnlyMemory<byte>? Name)
{
    public const uint GeneratedValue = 0xFF544347;
    public const ushort AttestCertify = 0x8017;

    /// <returns>null: not one in full and to the end.</returns>
    public static TpmCertifyInfo? Read(ReadOnlySpan<byte> certInfo)
    {
        var reader = new TpmReader(certInfo);
        var magic = reader.UInt32();
        var type = reader.UInt16();
        reader.Sized(); // qualifiedSigner
        var extraData = reader.Sized().ToArray();
        reader.UInt64(); // clockInfo: clock
        reader.UInt32(); // resetCount
        reader.UInt32(); // restartCount
        reader.UInt8(); // safe
        reader.UInt64(); // firmwareVersion

        // A structure that doesn't say it is one is of no interest any further: the caller refuses it by name.
        if (magic != GeneratedValue || type != AttestCertify)
            return new TpmCertifyInfo(magic, type, extraData, Name: null);

        var name = reader.Sized().ToArray();
        reader.Sized(); // qualifiedName
        return reader.ReadAllAndNoMore ? new TpmCertifyInfo(magic, type, extraData, name) : null;
    }
}
