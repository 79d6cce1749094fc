namespace PasskeyLedger.ContractGenerator.Smithy;

/// <summary>Something in a model that must be mended. DIAGNOSTICS.md lists the ids.</summary>
internal sealed record Problem(string Id, string Message, SourceLocation Location)
{
    /// <summary>Whether the model can be used all the same.</summary>
    public bool IsWarning { get; init; }

    /// <summary>The absolute id of the shape or member that a warning is about, whose @suppress may silence it; null where it is about none.</summary>
    public string? Subject { get; init; }

    /// <summary>What the model itself calls a finding of its own validators; null for all others.</summary>
    public string? Event { get; init; }
}

internal static class ProblemLists
{
    public static void Error(this List<Problem> problems, string id, string message, SourceLocation location)
        => problems.Add(new Problem(id, message, location));

    public static void Warn(this List<Problem> problems, string id, string message, SourceLocation location, string? subject)
        => problems.Add(new Problem(id, message, location) { IsWarning = true, Subject = subject });
}
