namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>A structure: its properties, its text for people and its equality.</summary>
internal static class StructureEmitter
{
    public static string Emit(StructureUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(unit.Namespace, profile, "System", "System.Collections.Generic", "System.Numerics", "System.Text.Json");
        DocumentationComment.Summary(writer, unit.Documentation, $"The contract's structure `{unit.Name}`.");
        if (unit.IsUnion)
            writer.Line("/// <remarks>A union: exactly one member is set. One that was read with a member of a later contract has none.</remarks>");
        writer.Open(GeneratedFile.Declaration(profile, unit.Name) + (unit.StoredName is null ? string.Empty : " : IStoredEvent"));
        foreach (var member in unit.Members)
            Property(writer, member, profile);
        if (unit.StoredName is not null)
        {
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public string StoredName => {CSharpNames.Literal(unit.StoredName)};");
            writer.Line();
        }

        if (unit.PersonalMembers.Any())
        {
            writer.Line("/// <summary>The members that hold personal data, also those of structures within.</summary>");
            var members = unit.PersonalMembers.Select(member => $"new PersonalMember({CSharpNames.Literal(member.Path)}, isBlob: {(member.IsBlob ? "true" : "false")})");
            writer.Line($"public static IReadOnlyList<PersonalMember> PersonalMembers {{ get; }} = new[] {{ {string.Join(", ", members)} }};");
            writer.Line();
        }

        Text(writer, unit);
        if (profile.HasRecords && unit.Members.Any(member => member.Value.NeedsContentEquality))
            EqualityEmitter.Emit(writer, unit);
        return writer.Close().ToString();
    }

    private static void Property(SourceWriter writer, MemberModel member, LanguageProfile profile)
    {
        MemberDocumentation.Write(writer, member);
        var required = member.IsRequired && profile.HasRecords ? "required " : string.Empty;
        var initializer = member.IsPresent && member.Default is { } value ? $" = {value};"
            : member.IsRequired && !profile.HasRecords && !member.Value.IsValueType ? " = null!;"
            : string.Empty;
        writer.Line($"public {required}{member.PropertyType} {member.Property} {{ get; {profile.Setter}; }}{initializer}");
        writer.Line();
    }

    private static void Text(SourceWriter writer, StructureUnit unit)
    {
        var sensitive = unit.IsSensitive || unit.Members.Any(member => member.Value.HoldsSensitive);
        writer.Line($"/// <summary>The members and their values, for people{(sensitive ? "; sensitive ones are not shown" : string.Empty)}.</summary>");
        writer.Line($"public override string ToString() => new ValueText(\"{unit.Name}\")");
        foreach (var member in unit.Members)
            writer.Continued(TextOf(member, unit.IsSensitive));
        writer.Continued(".ToString();");
    }

    private static string TextOf(MemberModel member, bool isSensitive)
    {
        if (isSensitive || member.Value.HoldsSensitive)
        {
            var isPresent = member.IsPresent && member.Value.IsValueType ? "true" : $"{member.Property} is not null";
            return $".Sensitive(\"{member.Property}\", {isPresent})";
        }

        return member.Value.Kind switch
        {
            ValueKind.List => $".Items(\"{member.Property}\", {member.Property})",
            ValueKind.Map => $".Entries(\"{member.Property}\", {member.Property})",
            _ => $".Member(\"{member.Property}\", {member.Property})",
        };
    }
}
