using System.Text.RegularExpressions;
using NpgsqlTypes;

namespace PasskeyLedger.EventStore;

/// <summary>
/// A statement that writes rows of a read model. It takes one array parameter a column (<c>$1</c> … <c>$n</c>, read with
/// <c>unnest</c>), so that the rows of many appends leave as one execution. Where an append is refused, its rows are not in
/// the arrays. Statements run in the order of their names, an append's rows of one statement in the order they were given.
/// </summary>
public sealed partial class InlineStatement
{
    /// <param name="name">The statement's name in logs and errors.</param>
    /// <param name="sql">One statement. <c>$</c> before a digit always means a parameter in it, in quotes too.</param>
    /// <param name="columns">The element type of each array parameter: Text, Varchar, Jsonb, Bytea, Uuid, Boolean, Integer, Bigint or TimestampTz.</param>
    /// <exception cref="ArgumentException">A column has another type.</exception>
    public InlineStatement(string name, string sql, params NpgsqlDbType[] columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (columns.Length == 0 || !columns.All(InlineColumn.Supports))
            throw new ArgumentException($"The inline statement {name} needs columns of the types that rows can have.", nameof(columns));
        Name = name;
        Sql = sql;
        Columns = columns;

        // Hardly ever is an append of a group refused, and a function that then returns what it is given costs as much as a row.
        CommittedSql = Parameter().Replace(
            sql, $"CASE WHEN coalesce(current_setting('ledger.refused', true), '') = '' THEN $0 ELSE ledger_kept($0, ${columns.Length + 1}) END");
    }

    public string Name { get; }

    public string Sql { get; }

    public IReadOnlyList<NpgsqlDbType> Columns { get; }

    /// <summary>
    /// Where its rows go, one for one and as they are, if that is all that it does to a table that has no row with their keys yet: then tables
    /// that are filled anew may have them copied. Null: it does more, or something else.
    /// </summary>
    public TableColumns? Inserts { get; init; }

    /// <summary>The index by which it finds the rows that it changes, where that is not of their key: a table that is filled anew has it from then on.</summary>
    public string? FindsBy { get; init; }

    /// <summary>The statement over the rows of committed appends only. Its last parameter numbers the append of each row.</summary>
    internal string CommittedSql { get; }

    [GeneratedRegex(@"\$[0-9]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}

/// <summary>A table, and its columns that a statement's columns are, in the same order; names that SQL can say without quotes.</summary>
public sealed record TableColumns(string Table, params IReadOnlyList<string> Columns);

/// <summary>
/// One row for a statement: as many values as it has columns, null for SQL's NULL. Text takes a string, Jsonb a string or
/// UTF-8 bytes, Bytea bytes (<c>byte[]</c> or <see cref="ReadOnlyMemory{T}"/>), TimestampTz a <see cref="DateTimeOffset"/>.
/// </summary>
public sealed record InlineRow(InlineStatement Statement, IReadOnlyList<object?> Values);
