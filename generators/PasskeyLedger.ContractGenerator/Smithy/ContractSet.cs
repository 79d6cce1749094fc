using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Evolution;
using PasskeyLedger.ContractGenerator.Smithy.Linking;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Reference;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy;

/// <summary>Smithy files read as one model: what the generator reads, for a tool that is no compiler. It does no I/O.</summary>
public sealed class ContractSet
{
    private readonly IReadOnlyList<SmithyFile> files;
    private readonly SmithyModel model;

    private ContractSet(IReadOnlyList<SmithyFile> files)
    {
        this.files = files;
        model = ModelLinker.Link(files);
        Diagnostics = model.Problems
            .Select(problem => new ContractDiagnostic(
                problem.Location.Path, problem.Location.Span.Line, problem.Location.Span.Column, problem.Id, problem.Message, problem.IsWarning))
            .ToList();
    }

    /// <param name="files">All files of the model: a name may be declared in any of them.</param>
    public static ContractSet Read(IEnumerable<ContractText> files) => new(files.Select(file => Parser.Parse(file.Path, file.Text)).ToList());

    /// <summary>What is wrong with the files, file by file where it is their syntax, then what shows only once they are linked.</summary>
    public IReadOnlyList<ContractDiagnostic> Diagnostics { get; }

    /// <summary>The namespaces that the files declare.</summary>
    public IReadOnlyList<string> Namespaces => files.Select(file => file.Namespace?.Text).OfType<string>().Distinct(StringComparer.Ordinal).ToList();

    public bool HasErrors => Diagnostics.Any(diagnostic => !diagnostic.IsWarning);

    /// <summary>The shapes of the files as Smithy's JSON AST 2.0, indented. Meaningful only for a model without errors.</summary>
    public string ToJsonAst() => JsonAst.Write(model);

    /// <summary>The model as a page to read, in Markdown. Meaningful only for a model without errors.</summary>
    public string ToMarkdown() => MarkdownReference.Write(model);

    /// <summary>The stored events as JSON Schemas, by the names they are stored under. Meaningful only for a model without errors.</summary>
    /// <param name="version">The contracts' version, <c>major.minor</c>.</param>
    public IReadOnlyList<KeyValuePair<string, string>> ToEventSchemas(string version) => EventSchemas.Write(model, version);

    /// <summary>
    /// What these contracts break of the released ones, in the namespaces that these declare. Meaningful only where
    /// neither has errors.
    /// </summary>
    public IReadOnlyList<ContractChange> BreakingChangesSince(ContractSet released)
        => ContractComparison.Compare(released.model, model, files, new HashSet<string>(Namespaces).Contains)
            .Select(change => new ContractChange(change.Rule, change.Message, Place(change.Location), Place(change.Released)))
            .ToList();

    private static ContractPlace Place(SourceLocation location) => new(location.Path, location.Span.Line, location.Span.Column);
}

/// <summary>A change that a stored event or a client would break on.</summary>
/// <param name="Rule">The rule's id; DIAGNOSTICS.md beside the generator lists them.</param>
/// <param name="Message">What changed, and what to do instead.</param>
/// <param name="Place">Where the contract is to be mended.</param>
/// <param name="Released">What was released.</param>
public sealed record ContractChange(string Rule, string Message, ContractPlace Place, ContractPlace Released);

/// <summary>A place in a file; line and column count from 1.</summary>
public sealed record ContractPlace(string Path, int Line, int Column)
{
    public override string ToString() => $"{Path}:{Line}:{Column}";
}

/// <param name="Path">What diagnostics call the file.</param>
public sealed record ContractText(string Path, string Text);

/// <summary>A problem of a Smithy file, at its place. DIAGNOSTICS.md beside the generator lists the ids.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
/// <param name="IsWarning">Whether the model can be used all the same.</param>
public sealed record ContractDiagnostic(string Path, int Line, int Column, string Id, string Message, bool IsWarning)
{
    /// <summary><c>file:line:column: id: message</c>.</summary>
    public override string ToString() => $"{Path}:{Line}:{Column}: {Id}: {(IsWarning ? "warning: " : string.Empty)}{Message}";
}
