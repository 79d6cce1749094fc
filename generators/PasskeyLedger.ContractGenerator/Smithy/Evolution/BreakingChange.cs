namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>A difference between a contract and its released form that a stored event or a client would break on.</summary>
/// <param name="Rule">One of <see cref="EvolutionRules"/>.</param>
/// <param name="Message">What changed, and what to do instead.</param>
/// <param name="Location">Where the contract is to be mended: for what is gone, what held it.</param>
/// <param name="Released">What was released, in its frozen file.</param>
internal sealed record BreakingChange(string Rule, string Message, SourceLocation Location, SourceLocation Released)
{
    public Problem ToProblem() => new(Rule, $"{Message} (released: {Released.Path}({Released.Span.Line},{Released.Span.Column}))", Location);
}
