using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Checks that what @paginated names is there and of a type that can be paged with (Smithy 2.0, "paginated trait"). What an operation leaves
/// out it has from its service, so both are read together where it is bound.
/// </summary>
internal sealed class Pagination(SmithyModel model, List<Problem> problems)
{
    private static readonly PagingProperty[] Properties =
    [
        new("inputToken", IsInput: true, IsNeeded: true, MayBeRequired: false, [ShapeKind.String, ShapeKind.Map]),
        new("pageSize", IsInput: true, IsNeeded: false, MayBeRequired: true, [ShapeKind.Integer, ShapeKind.Byte, ShapeKind.Short, ShapeKind.Long]),
        new("outputToken", IsInput: false, IsNeeded: true, MayBeRequired: true, [ShapeKind.String, ShapeKind.Map]),
        new("items", IsInput: false, IsNeeded: false, MayBeRequired: true, [ShapeKind.List, ShapeKind.Set, ShapeKind.Map]),
    ];

    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var pagination = new Pagination(model, problems);
        var bound = ServiceTree.Services(model).ToDictionary(service => service, service => ServiceTree.Operations(model, service));
        foreach (var operation in ServiceTree.OwnOperations(model))
        {
            if (operation.Trait("paginated") is not { } trait || pagination.Check(operation, trait, service: null))
                continue;
            foreach (var service in bound.Where(pair => pair.Value.Contains(operation)).Select(pair => pair.Key))
            {
                if (pagination.Check(operation, trait, service))
                    break;
            }
        }
    }

    /// <summary>Whether something was wrong, and told.</summary>
    private bool Check(Shape operation, AppliedTrait trait, Shape? service)
    {
        var isFaulty = false;
        foreach (var property in Properties)
        {
            var path = trait.Value.Get(property.Name) ?? service?.Trait("paginated")?.Value.Get(property.Name);
            var fault = path.AsText() is { } text ? Fault(operation, property, text)
                : property.IsNeeded && service is not null ? $"@paginated of '{operation.Id.Name}' needs {property.Name}, there or at the service '{service.Id.Name}'"
                : null;
            if (fault is null)
                continue;
            isFaulty = true;
            problems.Error(ProblemIds.Paginated, fault, trait.Location);
        }

        return isFaulty;
    }

    private string? Fault(Shape operation, PagingProperty property, string path)
    {
        if (property.IsInput && path.IndexOf('.') >= 0)
            return $"{property.Name} names a member of the input itself, so it can be no path, as '{path}' is";
        if ((property.IsInput ? ServiceTree.Input(model, operation) : ServiceTree.Output(model, operation)) is not { } structure)
            return null; // what names no shape is told already
        if (Find(structure, path) is not { } member)
            return $"{property.Name}: the {(property.IsInput ? "input" : "output")} of '{operation.Id.Name}' has no member '{path}'";
        if (!property.MayBeRequired && member.Trait("required") is not null)
            return $"{property.Name}: '{path}' is required, and the first page is asked for without it; take @required away";
        return model.Find(member.Target) is { Kind: var kind } && !property.Kinds.Contains(kind)
            ? $"{property.Name}: '{path}' is a {kind.Keyword()}, and must be a {string.Join(" or ", property.Kinds.Where(allowed => allowed != ShapeKind.Set).Select(allowed => allowed.Keyword()))}"
            : null;
    }

    /// <summary>A member by its path through structures.</summary>
    private Member? Find(Shape? shape, string path)
    {
        Member? found = null;
        foreach (var name in path.Split('.'))
        {
            found = shape?.Member(name);
            if (found is null)
                return null;
            shape = model.Find(found.Target);
        }

        return found;
    }

    private sealed record PagingProperty(string Name, bool IsInput, bool IsNeeded, bool MayBeRequired, IReadOnlyList<ShapeKind> Kinds);
}
