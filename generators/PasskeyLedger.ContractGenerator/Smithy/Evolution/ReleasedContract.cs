using PasskeyLedger.ContractGenerator.Smithy.Linking;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>One frozen contract, linked: a value, so that nothing is compared anew while neither it nor the contracts change.</summary>
internal sealed record ReleasedContract(EquatableArray<Shape> Shapes, EquatableArray<Problem> Problems)
{
    /// <summary>The contracts that the files are: those of one folder are one.</summary>
    public static EquatableArray<ReleasedContract> LinkAll(IReadOnlyList<SmithyFile> files) => files
        .GroupBy(file => Path.GetDirectoryName(file.Path), StringComparer.Ordinal)
        .Select(folder => Link(folder.ToList()))
        .ToEquatableArray();

    /// <summary>
    /// What the contracts break of what was released. Nothing is compared with a model that is wrong: its own problems
    /// go first.
    /// </summary>
    /// <param name="files">The contracts' files; the problems of them alone are reported elsewhere.</param>
    public static EquatableArray<Problem> Compare(IReadOnlyList<ReleasedContract> released, IReadOnlyList<SmithyFile> files)
    {
        if (released.Count == 0 || files.Count == 0)
            return [];
        var current = ModelLinker.Link(files);
        var isRight = current.Problems.All(problem => problem.IsWarning);
        return released
            .SelectMany(contract => contract.Problems.Count > 0 || !isRight ? contract.Problems : contract.Compare(current, files))
            .ToEquatableArray();
    }

    private static ReleasedContract Link(IReadOnlyList<SmithyFile> files)
    {
        var model = ModelLinker.Link(files);
        return new ReleasedContract(model.Shapes.ToEquatableArray(), model.Problems.Where(problem => !problem.IsWarning).ToEquatableArray());
    }

    private IEnumerable<Problem> Compare(SmithyModel current, IReadOnlyList<SmithyFile> files)
        => ContractComparison.Compare(new SmithyModel(Shapes, [], []), current, files, isCompared: _ => true).Select(change => change.ToProblem());
}
