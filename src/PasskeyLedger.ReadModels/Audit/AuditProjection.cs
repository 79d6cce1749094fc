using NpgsqlTypes;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.EventStore.Projecting;

namespace PasskeyLedger.ReadModels.Audit;

/// <summary>Every event of the ledger by what it can be searched by, a row each. Written behind the log.</summary>
public static class AuditProjection
{
    internal static readonly string RejectedName = new RegistrationRejected { Operation = "", Reason = default, Exception = "", Detail = "", PoolVersion = 0 }.StoredName;
    private static readonly string UserErasedName = new UserErased { Reason = "", ErasedBy = "", KeyIds = [] }.StoredName;

    private static readonly InlineStatement Insert = new(
        "insert_audit",
        ReadModelSql.Read("Audit.insert_audit.sql"),
        NpgsqlDbType.Bigint,        // position
        NpgsqlDbType.Text,          // tenant_id
        NpgsqlDbType.Text,          // stream_id
        NpgsqlDbType.Bigint,        // version
        NpgsqlDbType.Uuid,          // event_id
        NpgsqlDbType.Text,          // type
        NpgsqlDbType.TimestampTz,   // at
        NpgsqlDbType.Text,          // outcome
        NpgsqlDbType.Text,          // sub
        NpgsqlDbType.Text,          // operation
        NpgsqlDbType.Text,          // reason
        NpgsqlDbType.Text,          // exception
        NpgsqlDbType.Text,          // step
        NpgsqlDbType.Text,          // registration_id
        NpgsqlDbType.Text,          // credential_id: of a refusal, personal
        NpgsqlDbType.Text,          // client_id
        NpgsqlDbType.Text,          // source_address: personal
        NpgsqlDbType.Text,          // user_agent: personal
        NpgsqlDbType.Text,          // request_id
        NpgsqlDbType.Text)          // trace_id
    {
        Inserts = new(
            "ledger_audit",
            "position", "tenant_id", "stream_id", "version", "event_id", "type", "at", "outcome", "sub", "operation",
            "reason", "exception", "step", "registration_id", "credential_id", "client_id", "source_address", "user_agent", "request_id", "trace_id"),
    };

    private static readonly InlineStatement Erase = new(
        "erase_audit",
        ReadModelSql.Read("Audit.erase_audit.sql"),
        NpgsqlDbType.Text,          // tenant_id
        NpgsqlDbType.Text,          // sub
        NpgsqlDbType.Bigint)        // position
    {
        FindsBy = "ledger_audit_of_user",
    };

    /// <summary>The projection, as it follows the log and as a rebuild makes it.</summary>
    public static Projection Definition { get; } = new()
    {
        Name = "audit",
        Version = 2,
        Tables = ["ledger_audit"],
        CreateSql = ReadModelSql.Read("Migrations.0002_audit.sql") + ReadModelSql.Read("Migrations.0003_audit_indexes.sql"),
        Project = Project,
        Erasure = new(UserErasedName, "position", ["source_address", "user_agent", "credential_id"]),
    };

    /// <summary>The row of an event. Where that is a user's erasure, what is personal in the user's rows before it is emptied as well.</summary>
    public static IReadOnlyList<InlineRow> Project(StoredEvent stored)
    {
        var row = AuditRow.Of(stored);
        InlineRow[] erasure = stored.Type == UserErasedName && row.Sub is { } erased
            ? [new(Erase, [row.Stream.Tenant.Value, erased, row.Position])]
            : [];
        return
        [
            .. erasure,
            new(Insert,
            [
                row.Position,
                row.Stream.Tenant.Value,
                row.Stream.Key.Value,
                row.Version,
                row.EventId,
                row.Type,
                row.At.ToUniversalTime(),
                row.Outcome,
                row.Sub,
                row.Operation,
                row.Reason,
                row.Exception,
                row.Step,
                row.RegistrationId,
                row.CredentialId,
                row.ClientId,
                row.SourceAddress,
                row.UserAgent,
                row.RequestId,
                row.TraceId,
            ]),
        ];
    }
}
