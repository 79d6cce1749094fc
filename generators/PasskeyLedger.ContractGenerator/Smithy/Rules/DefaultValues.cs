using PasskeyLedger.ContractGenerator.Smithy.Ast;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Selectors;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>
/// Checks the values of @default (Smithy 2.0, "Default value constraints"): of the target's own type and within its
/// constraints, or null, which takes a default back. Lists and maps can only be empty. That structures and unions have none
/// is the selector's business.
/// </summary>
internal sealed class DefaultValues(SmithyModel model, ShapeGraph graph, TextPatterns patterns, List<Problem> problems)
{
    public static void Check(SmithyModel model, ShapeGraph graph, TextPatterns patterns, List<Problem> problems)
    {
        var defaults = new DefaultValues(model, graph, patterns, problems);
        foreach (var shape in model.OwnShapes)
        {
            if (shape.Trait("default") is { } own)
                defaults.Check(own, shape, member: null, shape.Id.ToString());
            foreach (var member in shape.Members.Where(_ => shape.Kind != ShapeKind.Enum))
            {
                if (model.Find(member.Target) is not { } target)
                    continue;
                if (member.Trait("default") is { } trait)
                    defaults.Check(trait, target, member, $"{shape.Id}${member.Name}");

                // In Smithy 1.0 a member need not repeat its target's default, nor its target say that it is zero.
                if (shape.Kind == ShapeKind.Structure && Version1Upgrade.DefaultOf(model, target) is { } root && !model.Version1Files.Contains(member.Location.Path))
                    defaults.CheckSame(member, target, root);
            }
        }
    }

    private void Check(AppliedTrait trait, Shape target, Member? member, string subject)
    {
        if (trait.Value is Node.Null && member is null)
            Report(trait.Location, "the default of a shape must be a value; null takes one back, and only a member can do that");
        if (trait.Value is Node.Null || target.Kind is ShapeKind.Structure or ShapeKind.Union)
            return;
        var onlyEmpty = (target.Kind, trait.Value) switch
        {
            (ShapeKind.Document, Node.Array { Items.Count: > 0 } or Node.Object { Members.Count: > 0 }) => "a simple value, [] or {}",
            (ShapeKind.List or ShapeKind.Set, Node.Array { Items.Count: > 0 }) => "[]",
            (ShapeKind.Map, Node.Object { Members.Count: > 0 }) => "{}",
            _ => null,
        };
        if (onlyEmpty is not null)
            Report(trait.Location with { Span = trait.Value.Span }, $"the default must be {onlyEmpty}");
        else
            new NodeValues(model, graph, patterns, (span, message, warning) => Report(trait.Location with { Span = span }, $"the default: {message}", warning, subject)) { IsDefault = true }.Check(target, member, trait.Value);
    }

    private void CheckSame(Member member, Shape target, Node root)
    {
        if (member.Trait("default") is not { } trait)
            Report(member.Location, $"'{target.Id.Name}' has the default {JsonText.Write(root).Trim()}, so a member must repeat it, or take it back with = null");
        else if (trait.Value is not Node.Null && !NodeEquality.AreSame(trait.Value, root))
            Report(trait.Location with { Span = trait.Value.Span }, $"'{target.Id.Name}' has the default {JsonText.Write(root).Trim()}, so a member's must be that or null");
    }

    private void Report(SourceLocation location, string message, string? warning = null, string? subject = null)
        => problems.Add(new Problem(warning ?? ProblemIds.TraitValue, message, location) { IsWarning = warning is not null, Subject = subject });
}
