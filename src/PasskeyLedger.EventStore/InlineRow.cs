using NpgsqlTypes;

namespace PasskeyLedger.EventStore;

/// <summary>
/// A statement that writes rows of a read model. It takes one array parameter a column (<c>$1</c> … <c>$n</c>, read with
/// <c>unnest</c>), so that the rows of many appends leave as one execution.
/// </summary>
public sealed class InlineStatement(string name, string sql, params NpgsqlDbType[] columns)
{
    /// <summary>The statement's name in logs and errors.</summary>
    public string Name { get; } = name;

    public string Sql { get; } = sql;

    /// <summary>The element type of each array parameter.</summary>
    public IReadOnlyList<NpgsqlDbType> Columns { get; } = columns;
}

/// <summary>One row for a statement: as many values as it has columns, null for SQL's NULL.</summary>
public sealed record InlineRow(InlineStatement Statement, IReadOnlyList<object?> Values);
