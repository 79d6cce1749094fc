namespace PasskeyLedger.ContractGenerator.Smithy;

/// <summary>A stretch of a file. <paramref name="Line"/> and <paramref name="Column"/> count from 1, as editors show them.</summary>
internal readonly record struct SourceSpan(int Offset, int Length, int Line, int Column);

/// <summary>A stretch of a named file.</summary>
internal sealed record SourceLocation(string Path, SourceSpan Span);
