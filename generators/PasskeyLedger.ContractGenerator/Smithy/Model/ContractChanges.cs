namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>
/// Holds a contract against one that has shipped: what stored events or clients were promised must still hold.
/// Additions pass. Each problem is at its place in the current contract and names the place in the released one.
/// </summary>
internal sealed class ContractChanges(SmithyModel released, SmithyModel current, List<Problem> problems)
{
    public static IReadOnlyList<Problem> Breaking(SmithyModel released, SmithyModel current)
    {
        var problems = new List<Problem>();
        var changes = new ContractChanges(released, current, problems);
        foreach (var shape in released.Shapes.Where(shape => !Prelude.Declares(shape) && shape.Trait("trait") is null && shape.Trait("mixin") is null))
            changes.Compare(shape);
        return problems;
    }

    private void Compare(Shape before)
    {
        // Simple shapes, lists and maps are on the wire only as the members that use them.
        if (before.Kind is not (ShapeKind.Structure or ShapeKind.Union or ShapeKind.Enum or ShapeKind.IntEnum or ShapeKind.Operation or ShapeKind.Service))
            return;
        if (current.Find(before.Id) is not { } now)
            Report(ProblemIds.ShapeRemoved, $"the {before.Kind.Keyword()} '{before.Id.Name}' is gone; bring it back", before.Location, before.Location);
        else if (now.Kind != before.Kind)
            Report(ProblemIds.MemberRetyped, $"'{before.Id.Name}' was a {before.Kind.Keyword()} and is a {now.Kind.Keyword()}; declare the new one under another name", now.Location, before.Location);
        else if (before.Operation is { } operation)
            CompareOperation(before, operation, now);
        else if (before.Service is { } service)
            CompareService(before, service, now);
        else if (before.Kind is ShapeKind.Enum or ShapeKind.IntEnum)
            CompareEnum(before, now);
        else
            CompareMembers(before, now);
    }

    private void CompareService(Shape before, ServiceBody service, Shape now)
    {
        var operations = new ServiceClosure(current).Of(now).Select(shape => shape.Id).ToList();
        foreach (var operation in new ServiceClosure(released).Of(before).Where(shape => shape.Operation is not null && !operations.Contains(shape.Id)))
            Report(ProblemIds.ShapeRemoved, $"'{now.Id.Name}' has no operation '{operation.Id.Name}' any more; bring it back", now.Location, before.Location);
        Errors(before, service.Errors, now, now.Service!.Errors);
    }

    private void CompareOperation(Shape before, OperationBody operation, Shape now)
    {
        if (now.Operation!.Input != operation.Input || now.Operation.Output != operation.Output)
            Report(ProblemIds.MemberRetyped, $"the input or output of '{now.Id.Name}' is another structure; keep the released ones, and add members to them", now.Location, before.Location);
        Errors(before, operation.Errors, now, now.Operation.Errors);
    }

    private void Errors(Shape before, EquatableArray<ShapeId> released, Shape now, EquatableArray<ShapeId> errors)
    {
        foreach (var error in released.Where(error => !errors.Contains(error)))
            Report(ProblemIds.ErrorRemoved, $"'{now.Id.Name}' has no error '{error.Name}' any more, which clients catch; bring it back", now.Location, before.Location);
    }

    private void CompareEnum(Shape before, Shape now)
    {
        foreach (var member in before.Members)
        {
            if (now.Member(member.Name) is not { } same || !AppliedTraits.IsSame(same.Trait("enumValue")!.Value, member.Trait("enumValue")!.Value))
                Report(ProblemIds.EnumValueRemoved, $"'{now.Id.Name}' has no '{member.Name}' with its released value any more; bring it back", now.Member(member.Name)?.Location ?? now.Location, member.Location);
        }
    }

    private void CompareMembers(Shape before, Shape now)
    {
        foreach (var name in before.Traits.Where(trait => trait.Id.Name == "storedEvent" && !now.Traits.Any(other => other.Id == trait.Id && AppliedTraits.IsSame(other.Value, trait.Value))))
            Report(ProblemIds.ShapeRemoved, $"'{now.Id.Name}' is stored under another name, so what was stored cannot be read; keep the released name", now.Location, name.Location);
        foreach (var member in before.Members)
        {
            if (now.Member(member.Name) is { } same)
                CompareMember($"{now.Id.Name}.{member.Name}", member, same);
            else
                Report(ProblemIds.MemberRemoved, $"'{now.Id.Name}' has no member '{member.Name}' any more; bring it back", now.Location, member.Location);
        }

        foreach (var added in now.Members.Where(member => before.Member(member.Name) is null && IsRequired(member)))
            Report(ProblemIds.MemberRequired, $"'{now.Id.Name}.{added.Name}' is new and required, which what is stored and sent does not keep; make it optional", added.Location, before.Location);
    }

    private void CompareMember(string path, Member before, Member now)
    {
        if (IsRequired(now) && !IsRequired(before))
            Report(ProblemIds.MemberRequired, $"'{path}' is required now; make it optional again", now.Location, before.Location);
        CompareValue(path, before, now, now.Location, before.Location);
    }

    /// <summary>Whether a value reads as before, and may still be what it was. Names of simple shapes, lists and maps do not matter.</summary>
    private void CompareValue(string path, Member before, Member now, SourceLocation location, SourceLocation releasedLocation)
    {
        if (released.Find(before.Target) is not { } old || current.Find(now.Target) is not { } target)
            return;
        var isNamed = old.Kind is ShapeKind.Structure or ShapeKind.Union or ShapeKind.Enum or ShapeKind.IntEnum;
        if (target.Kind != old.Kind || (isNamed && target.Id != old.Id) || TimestampFormat(before, old) != TimestampFormat(now, target))
        {
            Report(ProblemIds.MemberRetyped, $"'{path}' is of another type; keep it, and add a member for the new one", location, releasedLocation);
            return;
        }

        foreach (var narrowed in ConstraintChange.Narrowed(before, old, now, target))
            Report(ProblemIds.ConstraintNarrowed, $"'{path}': {narrowed}; allow again what was allowed", location, releasedLocation);
        if (old.Kind is not (ShapeKind.List or ShapeKind.Set or ShapeKind.Map))
            return;
        foreach (var member in old.Members)
        {
            if (target.Member(member.Name) is { } inner)
                CompareValue($"{path}.{member.Name}", member, inner, location, releasedLocation);
        }
    }

    private static bool IsRequired(Member member) => member.Trait("required") is not null;

    private static string? TimestampFormat(Member member, Shape target)
        => ((member.Trait("timestampFormat") ?? target.Trait("timestampFormat"))?.Value as Syntax.Node.Text)?.Value ?? "epoch-seconds";

    private void Report(string id, string message, SourceLocation location, SourceLocation releasedLocation)
        => problems.Add(new Problem(id, $"{message} (released at {releasedLocation.Path}({releasedLocation.Span.Line},{releasedLocation.Span.Column}))", location));
}
