using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Reference;

/// <summary>The reference's tables: operations, members, errors and enum values.</summary>
internal sealed class ReferenceTables(SmithyModel model, ReferenceTypes types, MarkdownPage page)
{
    public void Operations(IEnumerable<Shape> operations) => page.Table(
        ["operation", "what it does"],
        operations.Select(operation => new[] { $"[{operation.Id.Name}](#{MarkdownAnchors.Of(operation.Id.Name)})", operation.Documentation() }));

    public void Members(Shape shape)
    {
        if (shape.Members.Count == 0)
            page.Paragraph("It has no members.");
        else
            page.Table(["member", "type", "required", "constraints", "meaning"], shape.Members.Select(Member));
    }

    public void Errors(IEnumerable<Shape> errors) => page.Table(
        ["error", "status", "meaning"],
        errors.OrderBy(error => error.Id.Name, StringComparer.Ordinal).Select(error => new[] { types.HasSection(error) ? types.Link(error) : $"`{error.Id.Name}`", $"{error.HttpStatus()}", Meaning(error) }));

    /// <summary>A table, or one line where the contract has no words on any of the values.</summary>
    public void Values(Shape shape)
    {
        if (shape.Members.All(member => member.Documentation().Length == 0))
            page.Paragraph($"One of {string.Join(", ", shape.Members.Select(member => $"`{member.EnumValue()}`"))}.");
        else
            page.Table(["value", "meaning"], shape.Members.Select(member => new[] { $"`{member.EnumValue()}`", member.Documentation() }));
    }

    private string[] Member(Member member)
    {
        var target = model.Find(member.Target)!;
        var documentation = member.Documentation();
        return
        [
            $"`{member.Name}`",
            types.Name(member.Target),
            member.Trait("required") is null ? string.Empty : "yes",
            string.Join("; ", ReferenceConstraints.Of(member, target, model)),
            // A simple type has no section: what it means is told where it is used.
            documentation.Length > 0 || types.HasSection(target) || Prelude.Declares(target) ? documentation : target.Documentation(),
        ];
    }

    private static string Meaning(Shape error)
        => error.Trait("retryable") is null ? error.Documentation() : $"{error.Documentation()} The call may be repeated later.".Trim();
}
