namespace PasskeyLedger.ContractGenerator.Smithy;

/// <summary>A stretch of a file. <paramref name="Line"/> and <paramref name="Column"/> count from 1, as editors show them.</summary>
internal readonly record struct SourceSpan(int Offset, int Length, int Line, int Column);

/// <summary>A stretch of a named file.</summary>
internal sealed record SourceLocation(string Path, SourceSpan Span);

/// <summary>Something in a model that must be mended. DIAGNOSTICS.md lists the ids.</summary>
internal sealed record Problem(string Id, string Message, SourceLocation Location)
{
    /// <summary>Whether the model can be used all the same.</summary>
    public bool IsWarning { get; init; }
}
