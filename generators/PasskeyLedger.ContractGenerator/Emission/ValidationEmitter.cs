using System.Globalization;

namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>The constraint checks of a structure's members: one method a constrained value, used by reading and by Validate.</summary>
internal static class ValidationEmitter
{
    public static string ClassName(ContractUnit unit) => unit.Name + "Constraints";

    public static string Emit(StructureUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(unit.Namespace, profile, "System", "System.Collections.Generic", "System.Numerics", "System.Text.Json");
        writer.Open(GeneratedFile.Declaration(profile, unit.Name));
        writer.Line("/// <summary>All that breaks the contract, with the members' paths; empty where nothing does.</summary>");
        writer.Open("public IReadOnlyList<ConstraintViolation> Validate()");
        writer.Line("var violations = new ViolationCollector(checksConstraints: true);");
        writer.Line("Validate(ref violations);");
        writer.Line("return violations.ToList();");
        writer.Close().Line();
        writer.Open("internal void Validate(ref ViolationCollector violations)");
        if (unit.IsUnion)
            writer.Line($"ContractJson.ExactlyOne({CountOfSet(unit, member => member.Property)}, hasUnknown: false, ref violations);");
        foreach (var member in unit.Members)
            Member(writer, unit, member);
        writer.Close();
        writer.Close();
        if (unit.Members.Any(member => member.Value.HasConstraintsWithin))
            Checks(writer.Line(), unit, unit.Members);
        return writer.ToString();
    }

    public static string CountOfSet(StructureUnit unit, Func<MemberModel, string> value)
        => string.Join(" + ", unit.Members.Select(member => $"({value(member)} is null ? 0 : 1)"));

    /// <summary>The class of the checks.</summary>
    public static void Checks(SourceWriter writer, ContractUnit unit, IReadOnlyList<MemberModel> members)
    {
        writer.Open($"internal static class {ClassName(unit)}");
        foreach (var member in members)
            Check(writer, unit, member.Value, member.Property);
        writer.Close();
    }

    private static void Member(SourceWriter writer, ContractUnit unit, MemberModel member)
    {
        if (member.IsPresent && !member.Value.IsValueType)
            writer.Line($"ConstraintChecks.Required({member.Property}, \"{member.WireName}\", ref violations);");
        if (!member.Value.IsValidated)
            return;
        writer.Open($"if ({member.Property} is {{ }} {member.Local})");
        writer.Line("var before = violations.Count;");
        Walk(writer, unit, member.Value, member.Property, member.Local, depth: 0);
        writer.Line($"violations.Below(before, \"{member.WireName}\");");
        writer.Close().Line();
    }

    /// <summary>Checks a value, and what it holds.</summary>
    private static void Walk(SourceWriter writer, ContractUnit unit, ValueModel value, string path, string expression, int depth)
    {
        if (value.HasOwnConstraints)
            writer.Line($"{ClassName(unit)}.Check{path}({expression}, ref violations);");
        if (value.Kind == ValueKind.Structure)
            writer.Line($"{expression}.Validate(ref violations);");
        if (value.Element is not { } element || !(element.IsValidated || value.KeyConstraints != Constraints.None))
            return;
        var (item, before) = ($"item{depth}", $"before{depth}");
        if (value.Kind == ValueKind.List)
        {
            var index = $"index{depth}";
            writer.Open($"for (var {index} = 0; {index} < {expression}.Count; {index}++)");
            writer.Line($"var {before} = violations.Count;");
            Element(writer, unit, value, path, $"{expression}[{index}]", item, depth);
            writer.Line($"violations.Below({before}, {index});");
        }
        else
        {
            var entry = $"entry{depth}";
            writer.Open($"foreach (var {entry} in {expression})");
            writer.Line($"var {before} = violations.Count;");
            if (value.KeyConstraints != Constraints.None)
                writer.Line($"{ClassName(unit)}.Check{path}Key({entry}.Key, ref violations);");
            if (element.IsValidated)
                Element(writer, unit, value, path, $"{entry}.Value", item, depth);
            writer.Line($"violations.Below({before}, {entry}.Key);");
        }

        writer.Close();
    }

    private static void Element(SourceWriter writer, ContractUnit unit, ValueModel value, string path, string expression, string item, int depth)
    {
        writer.Open($"if ({expression} is {{ }} {item})");
        Walk(writer, unit, value.Element!, path + "Item", item, depth + 1);
        writer.Close();
        if (!value.IsSparse && !value.Element!.IsValueType)
            writer.Line("else").Continued("violations.Add(\"null is not allowed here\");");
        writer.Line();
    }

    private static void Check(SourceWriter writer, ContractUnit unit, ValueModel value, string path)
    {
        if (value.HasOwnConstraints)
            CheckMethod(writer, unit, value.Constraints, value.Type, value, path);
        if (value.KeyConstraints != Constraints.None)
            CheckMethod(writer, unit, value.KeyConstraints, "string", new ValueModel(ValueKind.String, "string"), path + "Key");
        if (value.Element is { } element)
            Check(writer, unit, element, path + "Item");
    }

    private static void CheckMethod(SourceWriter writer, ContractUnit unit, Constraints constraints, string type, ValueModel value, string path)
    {
        if (constraints.DotNetPattern is { } pattern)
            writer.Line($"public static readonly TextPattern {path}Pattern = new TextPattern({PatternArguments(constraints.Pattern!, pattern)});").Line();
        writer.Open($"public static void Check{path}({type} value, ref ViolationCollector violations)");
        writer.Line("if (!violations.ChecksConstraints)").Continued("return;");
        foreach (var statement in Statements(unit, constraints, value, path))
            writer.Line(statement);
        writer.Close().Line();
    }

    private static string PatternArguments(string shown, string pattern)
    {
        var arguments = $"{CSharpNames.Literal(shown)}, {CSharpNames.Literal(pattern)}";
        return CharacterList.Of(pattern) is { } list ? $"{arguments}, {CSharpNames.Literal(list.Characters)}, canBeEmpty: {(list.CanBeEmpty ? "true" : "false")}" : arguments;
    }

    private static IEnumerable<string> Statements(ContractUnit unit, Constraints constraints, ValueModel value, string path)
    {
        if (constraints.MinLength is not null || constraints.MaxLength is not null)
        {
            var measured = value.Kind switch
            {
                ValueKind.String => "value",
                ValueKind.Blob => "value.Length",
                ValueKind.Enum => "value.Value",
                _ => "value.Count",
            };
            var max = constraints.MaxLength is { } most ? most.ToString(CultureInfo.InvariantCulture) : "long.MaxValue";
            yield return $"ConstraintChecks.Length({measured}, {constraints.MinLength ?? 0}, {max}, ref violations);";
        }

        if (constraints.Pattern is not null)
            yield return $"{path}Pattern.Check({(value.Kind == ValueKind.Enum ? "value.Value" : "value")}, ref violations);";
        if (constraints.Min is not null || constraints.Max is not null)
        {
            if (value.Kind is ValueKind.BigInteger or ValueKind.BigDecimal)
            {
                yield return $"ConstraintChecks.Range(value, {Bound(constraints.Min, "m")}, {Bound(constraints.Max, "m")}, ref violations);";
                yield break;
            }

            var suffix = value.Kind is ValueKind.Float or ValueKind.Double ? "d" : "m";
            yield return $"ConstraintChecks.Range({Converted(value)}, {Bound(constraints.Min, suffix)}, {Bound(constraints.Max, suffix)}, ref violations);";
        }

        if (constraints.UniqueItems && value.Kind == ValueKind.List)
            yield return $"ConstraintChecks.Unique(value, static (item, writer) => {JsonWriteEmitter.Item(unit, value, path)}, ref violations);";

        if (constraints.IsEnum)
            yield return $"ConstraintChecks.OneOf(value.IsKnown, {value.Type}.Values, ref violations);";
    }

    private static string Converted(ValueModel value) => value.Kind switch
    {
        ValueKind.Float => "(double)value",
        ValueKind.IntEnum => "(decimal)value.Value",
        ValueKind.Double => "value",
        _ => "(decimal)value",
    };

    private static string Bound(string? bound, string suffix) => bound is null ? "null" : bound + suffix;
}
