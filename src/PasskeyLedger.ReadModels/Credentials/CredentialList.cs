using System.Text.Json;
using Npgsql;

namespace PasskeyLedger.ReadModels.Credentials;

/// <summary>Reads the passkeys that a user has now.</summary>
public sealed class CredentialList(NpgsqlDataSource database)
{
    private static readonly string Query = ReadModelSql.Read("Credentials.list_credentials.sql");

    /// <summary>A page of a user's passkeys, oldest first.</summary>
    /// <param name="after">Where the page before ended, or null for the first.</param>
    /// <param name="count">How many passkeys the page holds at the most.</param>
    public async Task<CredentialPage> ReadAsync(
        string pool, string sub, CredentialCursor? after, int count, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Query);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = pool });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sub });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (after?.CreatedAt ?? DateTimeOffset.MinValue).UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after?.CredentialId ?? "" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count + 1 });

        var rows = new List<CredentialRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Read(reader));

        // One row more than asked for says that there is a next page; it is not part of this one.
        if (rows.Count <= count)
            return new(rows, Next: null);

        rows.RemoveAt(count);
        return new(rows, new(rows[^1].CreatedAt, rows[^1].CredentialId));
    }

    private static CredentialRow Read(NpgsqlDataReader reader) => new(
        CredentialId: reader.GetString(0),
        FriendlyName: reader.GetString(1),
        RelyingPartyId: reader.GetString(2),
        Attachment: reader.IsDBNull(3) ? null : reader.GetString(3),
        Transports: JsonSerializer.Deserialize(reader.GetString(4), ReadModelJson.Default.IReadOnlyListString) ?? [],
        CreatedAt: reader.GetFieldValue<DateTimeOffset>(5));
}

/// <summary>One passkey of a user.</summary>
public sealed record CredentialRow(
    string CredentialId,
    string FriendlyName,
    string RelyingPartyId,
    string? Attachment,
    IReadOnlyList<string> Transports,
    DateTimeOffset CreatedAt);

/// <summary>A page of passkeys, and where the next one begins, if there is one.</summary>
public sealed record CredentialPage(IReadOnlyList<CredentialRow> Credentials, CredentialCursor? Next);
