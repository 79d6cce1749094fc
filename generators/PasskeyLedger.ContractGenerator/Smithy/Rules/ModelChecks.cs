using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>Rules that hold between shapes: what may be a member, an operation's input, a service's operation.</summary>
internal sealed class ModelChecks(SmithyModel model, List<Problem> problems)
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var checks = new ModelChecks(model, problems);
        foreach (var shape in model.OwnShapes)
            checks.Check(shape);
    }

    private void Check(Shape shape)
    {
        foreach (var member in shape.Members)
            CheckTarget(shape, member);
        switch (shape.Kind)
        {
            case ShapeKind.List or ShapeKind.Set:
                CheckMembers(shape, ["member"]);
                break;
            case ShapeKind.Map:
                CheckMembers(shape, ["key", "value"]);
                break;
            case ShapeKind.Enum or ShapeKind.IntEnum when shape.Members.Count == 0:
                Report(ProblemIds.Member, $"the {shape.Kind.Keyword()} '{shape.Id.Name}' needs at least one member", shape.Location);
                break;
            case ShapeKind.Enum or ShapeKind.IntEnum:
                CheckEnumValues(shape);
                break;
            case ShapeKind.Union when shape.Members.Count == 0:
                Report(ProblemIds.Member, $"the union '{shape.Id.Name}' needs at least one member", shape.Location);
                break;
            case ShapeKind.Operation when shape.Operation is { } operation:
                CheckOperation(shape, operation);
                break;
            case ShapeKind.Service when shape.Service is { } service:
                Expect(shape, service.Operations, target => target.Kind == ShapeKind.Operation && target.Trait("mixin") is null, "an operation that is no mixin");
                Expect(shape, service.Resources, target => target.Kind == ShapeKind.Resource && target.Trait("mixin") is null, "a resource that is no mixin");
                Expect(shape, service.Errors, IsError, "a structure with @error");
                break;
        }
    }

    private void CheckOperation(Shape shape, OperationBody operation)
    {
        if (shape.Trait("mixin") is not null && (operation.Input != ShapeId.Unit || operation.Output != ShapeId.Unit))
            Report(ProblemIds.Mixin, $"the mixin '{shape.Id.Name}' can have neither input nor output; leave them to the operations that use it", shape.Location);
        Expect(shape, [operation.Input, operation.Output], target => target.Kind == ShapeKind.Structure && target.Trait("mixin") is null, "a structure that is no mixin");
        foreach (var id in new[] { operation.Input, operation.Output }.Where(id => model.Find(id) is { Kind: ShapeKind.Structure } used && used.Trait("error") is not null).Distinct())
            Report(ProblemIds.WrongKind, $"'{id.Name}' is an error, so it can be no operation's input or output; give '{shape.Id.Name}' another structure", model.PlaceOf(shape, id));
        Expect(shape, operation.Errors, IsError, "a structure with @error");
    }

    private static bool IsError(Shape shape) => shape.Kind == ShapeKind.Structure && shape.Trait("error") is not null && shape.Trait("mixin") is null;

    private void CheckTarget(Shape shape, Member member)
    {
        if (model.Find(member.Target) is not { } target)
            return;
        if (target.Trait("mixin") is not null)
            Report(ProblemIds.WrongKind, $"'{shape.Id.Name}${member.Name}' cannot be the mixin '{target.Id.Name}'; give it a shape that mixes it in", member.Location);
        if (target.Kind is ShapeKind.Service or ShapeKind.Operation or ShapeKind.Resource)
            Report(ProblemIds.WrongKind, $"'{shape.Id.Name}${member.Name}' cannot be a {target.Kind.Keyword()}; only data can be a member", member.Location);
        if (target.Id == ShapeId.Unit && shape.Kind is not (ShapeKind.Union or ShapeKind.Enum or ShapeKind.IntEnum))
            Report(ProblemIds.WrongKind, $"'{shape.Id.Name}${member.Name}' cannot be Unit; only a union's member can say nothing but that it is there", member.Location);
        if (target.Trait("trait") is not null)
            Report(ProblemIds.WrongKind, $"'{shape.Id.Name}${member.Name}' cannot be the trait '{target.Id.Name}', which is there to be applied; declare a shape of that form", member.Location);
    }

    private void CheckMembers(Shape shape, IReadOnlyList<string> expected)
    {
        foreach (var member in shape.Members.Where(member => !expected.Contains(member.Name)))
            Report(ProblemIds.Member, $"a {shape.Kind.Keyword()} has no member '{member.Name}', only {string.Join(" and ", expected)}", member.Location);
        foreach (var missing in expected.Where(name => shape.Member(name) is null))
            Report(ProblemIds.Member, $"the {shape.Kind.Keyword()} '{shape.Id.Name}' lacks its member '{missing}'", shape.Location);
        if (shape.Kind == ShapeKind.Map && shape.Member("key") is { } key && model.Find(key.Target) is { Kind: not (ShapeKind.String or ShapeKind.Enum) })
            Report(ProblemIds.WrongKind, "a map's key must be a string", key.Location);
    }

    private void CheckEnumValues(Shape shape)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in shape.Members)
        {
            var value = member.EnumValue();
            if (!seen.Add(value))
                Report(ProblemIds.EnumValue, $"another member of '{shape.Id.Name}' has the value '{value}' already", member.Location);
        }
    }

    private void Expect(Shape shape, IEnumerable<ShapeId> ids, Func<Shape, bool> condition, string wanted)
    {
        foreach (var id in ids.Distinct())
        {
            if (model.Find(id) is { } target && !condition(target))
                Report(ProblemIds.WrongKind, $"'{shape.Id.Name}' needs {wanted} here, and '{id}' is none", model.PlaceOf(shape, id));
        }
    }

    private void Report(string id, string message, SourceLocation location) => problems.Add(new Problem(id, message, location));
}
