using System.Security.Cryptography.X509Certificates;
using PasskeyLedger.WebAuthn.Metadata;

namespace PasskeyLedger.Service.Trust;

/// <summary>A file with the FIDO Metadata Service's BLOB, as it is downloaded.</summary>
internal static class MetadataFile
{
    private const string RootResource = "trust/fido-metadata-root.pem";

    /// <summary>The root that the FIDO Alliance signs its metadata under: GlobalSign Root CA - R3.</summary>
    public static X509Certificate2 FidoRoot { get; } = ReadFidoRoot();

    /// <summary>Takes a BLOB that is signed under FIDO's root, or under an anchor of the pool: so a list of one's own can be used.</summary>
    /// <param name="issuers">The pool's trust anchors, and what is revoked.</param>
    /// <param name="now">When the signature's certificates must be valid.</param>
    /// <param name="before">The BLOB in force, which none with a lower number may replace; null: there is none.</param>
    /// <inheritdoc cref="ContentReader{T}"/>
    public static string? Read(
        byte[] content, AttestationIssuers issuers, DateTimeOffset now, MetadataBlob? before, out MetadataBlob? blob)
    {
        blob = null;
        switch (MetadataBlob.Read(content, [FidoRoot, .. issuers.Anchors], now, issuers.RevocationLists))
        {
            case MetadataReading.Refused refused:
                return $"is refused as FIDO metadata ({refused.Code}): {refused.Detail.TrimEnd('.')}";
            case MetadataReading.Accepted(var accepted) when accepted.Number < before?.Number:
                return $"holds FIDO metadata number {accepted.Number}, which is older than number {before.Number}";
            case MetadataReading.Accepted(var accepted):
                blob = accepted;
                return null;
            case var other:
                throw new InvalidOperationException($"unknown outcome {other}");
        }
    }

    private static X509Certificate2 ReadFidoRoot()
    {
        using var resource = typeof(MetadataFile).Assembly.GetManifestResourceStream(RootResource)
            ?? throw new InvalidOperationException($"{RootResource} is not in the assembly.");
        using var text = new StreamReader(resource);
        return X509Certificate2.CreateFromPem(text.ReadToEnd());
    }
}
