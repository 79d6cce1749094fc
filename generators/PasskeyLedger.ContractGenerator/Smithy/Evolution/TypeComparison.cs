using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>Compares two forms of a structure, a union or an enum.</summary>
internal sealed class TypeComparison(ValueComparison values, List<BreakingChange> changes)
{
    public void Compare(Shape released, Shape current, Usage usage)
    {
        if (released.Kind != current.Kind)
        {
            Report(EvolutionRules.Retyped, $"'{released.Id.Name}' was a {released.Kind.Keyword()} and is a {current.Kind.Keyword()}; keep it, and give the new type another name", current.Location, released.Location);
            return;
        }

        if (released.Kind is ShapeKind.Enum or ShapeKind.IntEnum)
        {
            CompareEnumValues(released, current);
            return;
        }

        CompareError(released, current);
        CompareStoredName(released, current);
        foreach (var member in released.Members)
            CompareMember(released, member, current, usage);
        foreach (var member in current.Members.Where(member => member.Trait("required") is not null && released.Member(member.Name) is null))
            Report(EvolutionRules.MadeRequired, $"'{current.Id.Name}${member.Name}' is new and required, and what was written before lacks it; make it optional", member.Location, released.Location);
    }

    private void CompareMember(Shape shape, Member released, Shape current, Usage usage)
    {
        var subject = $"{shape.Id.Name}${released.Name}";
        if (current.Member(released.Name) is not { } member)
        {
            Report(EvolutionRules.MemberRemoved, $"'{subject}' is gone; keep it, and mark it @deprecated", current.Location, released.Location);
            return;
        }

        if (!values.IsSameType(subject, released, member))
            return;
        CompareRequired(subject, released, member, usage);
        values.CompareDefault(subject, released, member);
        values.CompareContent(subject, released, member);
    }

    private void CompareRequired(string subject, Member released, Member current, Usage usage)
    {
        var wasRequired = released.Trait("required") is not null;
        var isRequired = current.Trait("required") is not null;
        if (!wasRequired && isRequired)
            Report(EvolutionRules.MadeRequired, $"'{subject}' was optional and is required, and what was written before may lack it; leave it optional, and refuse its absence where it matters", current.Trait("required")!.Location, released.Location);
        else if (wasRequired && !isRequired && usage != Usage.Sent && ValueComparison.Default(current) is null)
            Report(EvolutionRules.MadeOptional, $"'{subject}' was required and is optional, and who reads it counts on it; keep @required, or give it a default", current.Location, released.Trait("required")!.Location);
    }

    private void CompareError(Shape released, Shape current)
    {
        if (released.Trait("error") is null)
            return;
        if (current.Trait("error") is null)
            Report(EvolutionRules.ErrorStatus, $"'{released.Id.Name}' was an error and is none, and clients catch it; keep @error", current.Location, released.Trait("error")!.Location);
        else if (released.HttpStatus() != current.HttpStatus())
            Report(EvolutionRules.ErrorStatus, $"the status of '{released.Id.Name}' was {released.HttpStatus()} and is {current.HttpStatus()}; keep it, and add an error with the other status", StatusPlace(current), StatusPlace(released));
    }

    private static SourceLocation StatusPlace(Shape error) => (error.Trait("httpError") ?? error.Trait("error"))!.Location;

    private void CompareStoredName(Shape released, Shape current)
    {
        if (released.StoredName() is { } name && name != current.StoredName())
            Report(EvolutionRules.StoredNameChanged, $"'{released.Id.Name}' is stored as \"{name}\", and events of that name could no longer be read; keep @storedEvent(\"{name}\")", current.StoredEvent()?.Location ?? current.Location, released.StoredEvent()!.Location);
    }

    private void CompareEnumValues(Shape released, Shape current)
    {
        foreach (var member in released.Members)
        {
            var value = member.EnumValue();
            var kept = current.Members.FirstOrDefault(other => other.EnumValue() == value);
            if (kept is null)
                Report(EvolutionRules.EnumValueRemoved, $"'{released.Id.Name}' no longer has the value '{value}'; keep it, and mark it @deprecated", current.Member(member.Name)?.Location ?? current.Location, member.Location);
            else if (kept.Name != member.Name)
                Report(EvolutionRules.EnumValueRemoved, $"the value '{value}' of '{released.Id.Name}' was called '{member.Name}' and is called '{kept.Name}', and code uses the name; keep it", kept.Location, member.Location);
        }
    }

    private void Report(string rule, string message, SourceLocation location, SourceLocation released) => changes.Add(new BreakingChange(rule, message, location, released));
}
