using System.Globalization;
using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Linking;

/// <summary>The values of enums' members (Smithy 2.0, "enum values"): after an equals sign, in the trait that this is short for, from a mixin, or implied.</summary>
internal sealed class EnumValues(List<Problem> problems)
{
    private static readonly ShapeId Trait = new(ShapeId.Prelude, "enumValue");

    /// <param name="written">What stands after the member's equals sign.</param>
    /// <param name="mayInherit">Whether a mixin may give the value yet.</param>
    public void Read(ShapeKind kind, MemberDraft member, Node? written, bool mayInherit)
    {
        var value = written ?? Of(member)?.Value;
        if (value is null && mayInherit)
            return;
        member.Traits.RemoveAll(trait => trait.Id == Trait);
        member.Traits.Add(new AppliedTrait(Trait, Valid(kind, member, value), member.Location));
    }

    /// <summary>A member that is declared again without a value keeps the one that it inherits, as it keeps all other traits.</summary>
    public void Complete(ShapeKind kind, MemberDraft member, MemberDraft? inherited)
    {
        if (Of(member) is null)
            member.Traits.Add((inherited is null ? null : Of(inherited)) ?? new AppliedTrait(Trait, Valid(kind, member, value: null), member.Location));
    }

    private static AppliedTrait? Of(MemberDraft member) => member.Traits.Find(trait => trait.Id == Trait);

    /// <summary>A string enum's member without a value has its name for it; an intEnum's must have one.</summary>
    private Node Valid(ShapeKind kind, MemberDraft member, Node? value)
    {
        switch (kind, value)
        {
            case (ShapeKind.Enum, null):
                return new Node.Text(member.Name, member.Location.Span);
            case (ShapeKind.Enum, Node.Text { Value.Length: > 0 } text):
                return text;
            case (ShapeKind.IntEnum, Node.Number number) when int.TryParse(number.Digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _):
                return number;
            default:
                var wanted = kind == ShapeKind.Enum ? "a string that is not empty" : "a whole number of 32 bits";
                problems.Add(new Problem(ProblemIds.EnumValue, $"the value of '{member.Name}' must be {wanted}", member.Location));
                return new Node.Text(member.Name, member.Location.Span);
        }
    }
}
