using System.Text.Json;
using NpgsqlTypes;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;

namespace PasskeyLedger.ReadModels.Credentials;

/// <summary>
/// The passkeys that users have now, a row each. Written in the transaction that appends the event, so that a user who was told
/// "registered" sees the passkey in the next call.
/// </summary>
public static class CredentialProjection
{
    private static readonly InlineStatement Insert = new(
        "insert_credential",
        ReadModelSql.Read("Credentials.insert_credential.sql"),
        NpgsqlDbType.Text,          // tenant_id
        NpgsqlDbType.Text,          // credential_id
        NpgsqlDbType.Text,          // sub
        NpgsqlDbType.Text,          // friendly_name
        NpgsqlDbType.Text,          // relying_party_id
        NpgsqlDbType.Text,          // attachment
        NpgsqlDbType.Jsonb,         // transports
        NpgsqlDbType.Integer,       // algorithm
        NpgsqlDbType.Text,          // aaguid
        NpgsqlDbType.Text,          // format
        NpgsqlDbType.Text,          // attestation
        NpgsqlDbType.Text,          // registration_id
        NpgsqlDbType.TimestampTz)   // created_at
    {
        Inserts = new(
            "ledger_credentials",
            "tenant_id", "credential_id", "sub", "friendly_name", "relying_party_id", "attachment", "transports",
            "algorithm", "aaguid", "format", "attestation", "registration_id", "created_at"),
    };

    private static readonly InlineStatement Delete = new(
        "delete_credential",
        ReadModelSql.Read("Credentials.delete_credential.sql"),
        NpgsqlDbType.Text,          // tenant_id
        NpgsqlDbType.Text);         // credential_id

    /// <summary>The stored names of the events that have rows. Earlier forms of them are read as these.</summary>
    private static readonly string[] Names = ["registration_completed", "credential_deleted"];

    /// <summary>The projection as a rebuild makes it.</summary>
    public static Projection Definition { get; } = new()
    {
        Name = "credentials",
        Version = 1,
        Tables = ["ledger_credentials"],
        Skips = [.. StoredEvents.Names.Where(name => !Names.Contains(StoredEvents.Upcasts.Names.GetValueOrDefault(name, name)))],
        CreateSql = ReadModelSql.Read("Migrations.0001_credentials.sql"),
        Project = stored => Project(stored.Stream, StoredEvents.Read(stored.Type, stored.Data.Span), stored.Timestamp),
        IsInline = true,
    };

    /// <summary>The rows that an event on a stream changes.</summary>
    public static IReadOnlyList<InlineRow> Project(StreamId stream, IStoredEvent @event, DateTimeOffset at) => @event switch
    {
        RegistrationCompleted completed when LedgerStreams.SubOf(stream) is { } sub =>
        [
            new(Insert,
            [
                stream.Tenant.Value,
                completed.CredentialId,
                sub,
                completed.FriendlyName,
                completed.RelyingPartyId,
                completed.Attachment,
                JsonSerializer.Serialize(completed.Transports, ReadModelJson.Default.IReadOnlyListString),
                completed.Algorithm,
                completed.Aaguid,
                completed.Format,
                completed.Attestation.Value,
                completed.RegistrationId,
                at.ToUniversalTime(),
            ]),
        ],
        CredentialDeleted deleted => [new(Delete, [stream.Tenant.Value, deleted.CredentialId])],
        _ => [],
    };
}
