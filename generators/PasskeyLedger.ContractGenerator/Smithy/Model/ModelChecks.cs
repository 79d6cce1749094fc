namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>Rules that hold between shapes: what may be a member, an operation's input, a service's operation.</summary>
internal sealed class ModelChecks(SmithyModel model, List<Problem> problems)
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var checks = new ModelChecks(model, problems);
        foreach (var shape in model.Shapes)
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
            case ShapeKind.Enum or ShapeKind.IntEnum:
                CheckEnumValues(shape);
                break;
            case ShapeKind.Union when shape.Members.Count == 0 && shape.Trait("mixin") is null:
                Report(ProblemIds.Member, $"the union '{shape.Id.Name}' needs at least one member", shape.Location);
                break;
            case ShapeKind.Operation when shape.Operation is { } operation:
                if (shape.Trait("mixin") is not null && (operation.Input != ShapeId.Unit || operation.Output != ShapeId.Unit))
                    Report(ProblemIds.Mixin, $"the mixin '{shape.Id.Name}' can have neither input nor output; leave them to the operations that use it", shape.Location);
                foreach (var io in new[] { operation.Input, operation.Output })
                    Expect(shape, io, target => target.Kind == ShapeKind.Structure && target.Trait("mixin") is null, "a structure that is no mixin");
                foreach (var error in operation.Errors)
                    Expect(shape, error, target => target.Trait("error") is not null, "a structure with @error");
                break;
            case ShapeKind.Service when shape.Service is { } service:
                foreach (var operation in service.Operations)
                    Expect(shape, operation, target => target.Kind == ShapeKind.Operation, "an operation");
                foreach (var resource in service.Resources)
                    Expect(shape, resource, target => target.Kind == ShapeKind.Resource, "a resource");
                break;
        }
    }

    private void CheckTarget(Shape shape, Member member)
    {
        if (model.Find(member.Target) is not { } target)
            return;
        if (target.Trait("mixin") is not null)
            Report(ProblemIds.WrongKind, $"'{shape.Id.Name}${member.Name}' cannot be the mixin '{target.Id.Name}'; give it a shape that mixes it in", member.Location);
        if (target.Kind is ShapeKind.Service or ShapeKind.Operation or ShapeKind.Resource)
            Report(ProblemIds.WrongKind, $"'{shape.Id.Name}${member.Name}' cannot be a {target.Kind.Keyword()}; only data can be a member", member.Location);
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
            var value = member.Trait("enumValue")!.Value is Syntax.Node.Number number ? number.Digits : ((Syntax.Node.Text)member.Trait("enumValue")!.Value).Value;
            if (!seen.Add(value))
                Report(ProblemIds.EnumValue, $"another member of '{shape.Id.Name}' has the value '{value}' already", member.Location);
        }
    }

    private void Expect(Shape shape, ShapeId id, Func<Shape, bool> condition, string wanted)
    {
        if (model.Find(id) is { } target && !condition(target))
            Report(ProblemIds.WrongKind, $"'{shape.Id.Name}' needs {wanted} here, and '{id}' is none", shape.Location);
    }

    private void Report(string id, string message, SourceLocation location) => problems.Add(new Problem(id, message, location));
}
