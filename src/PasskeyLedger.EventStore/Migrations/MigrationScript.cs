using System.Security.Cryptography;
using System.Text;

namespace PasskeyLedger.EventStore.Migrations;

/// <summary>One script of a source, known in the database by both names.</summary>
public sealed record MigrationScript(string Source, string Name, string Sql)
{
    /// <summary>SHA-256 of the script's UTF-8 text with LF line ends, in lower-case hexadecimal: the same on every checkout.</summary>
    public string Sha256 { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{Source}/{Name}";
}
