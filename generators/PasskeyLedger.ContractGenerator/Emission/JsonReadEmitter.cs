namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>The reading of members from JSON: one pass, every fault recorded, nothing thrown.</summary>
internal static class JsonReadEmitter
{
    private const int BitsInSeen = 64;

    /// <summary>
    /// The body of a method that reads an object into locals, one a member (<see cref="MemberModel.Local"/>): null where
    /// a member is absent or cannot be read.
    /// </summary>
    public static void Members(SourceWriter writer, ContractUnit unit, IReadOnlyList<MemberModel> members)
    {
        foreach (var member in members)
            writer.Line($"{member.Value.Type}? {member.Local} = null;");
        for (var i = 0; i * BitsInSeen < members.Count; i++)
            writer.Line($"var {Seen(i * BitsInSeen)} = 0UL;");
        writer.Line("HashSet<string>? unknown = null;");
        writer.Open("while (ContractJson.NextMember(ref reader))");
        writer.Line("var before = violations.Count;");
        for (var i = 0; i < members.Count; i++)
            Member(writer, unit, members[i], i);
        if (members.Count == 0)
        {
            writer.Line("ContractJson.SkipUnknownMember(ref reader, ref unknown, ref violations);");
        }
        else
        {
            writer.Open("else");
            writer.Line("ContractJson.SkipUnknownMember(ref reader, ref unknown, ref violations);");
            writer.Close();
        }

        writer.Close();
        writer.Line();
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i].IsRequired)
                writer.Line($"if (({Seen(i)} & {Bit(i)}) == 0)").Continued($"violations.Add(\"{members[i].WireName}\", \"missing\");");
        }
    }

    /// <summary>The methods that read the lists and maps among the members.</summary>
    public static void Collections(SourceWriter writer, ContractUnit unit, IReadOnlyList<MemberModel> members)
    {
        foreach (var member in members)
            Collection(writer, unit, member.Value, member.Property);
    }

    private static string Seen(int index) => index < BitsInSeen ? "seen" : $"seen{index / BitsInSeen}";

    private static string Bit(int index) => $"1UL << {index % BitsInSeen}";

    private static void Member(SourceWriter writer, ContractUnit unit, MemberModel member, int index)
    {
        writer.Open($"{(index == 0 ? "if" : "else if")} (reader.ValueTextEquals(\"{member.WireName}\"u8))");
        var required = member.IsRequired ? "true" : "false";
        writer.Line($"if (ContractJson.TryEnterMember(ref reader, ref {Seen(index)}, {index % BitsInSeen}, isRequired: {required}, ref violations)");
        writer.Continued($"&& {Call(unit, member.Value, member.Property, "read")})");
        writer.Line("{");
        writer.Continued($"{member.Local} = {Converted(member.Value, "read")};");
        if (IsCheckedAfterReading(member.Value))
            writer.Continued(Check(unit, member.Property, $"{member.Local}{(member.Value.IsValueType ? ".Value" : string.Empty)}"));
        writer.Line("}");
        writer.Line();
        writer.Line($"violations.Below(before, \"{member.WireName}\");");
        writer.Close();
    }

    private static string Check(ContractUnit unit, string path, string value)
        => $"{ValidationEmitter.ClassName(unit)}.Check{path}({value}, ref violations);";

    private static bool IsCheckedAfterReading(ValueModel value) => value.HasOwnConstraints && !(value.Kind == ValueKind.String && value.Constraints.IsPatternAlone);

    private static string Call(ContractUnit unit, ValueModel value, string path, string result)
    {
        if (value.Kind == ValueKind.String && value.Constraints.IsPatternAlone)
            return $"JsonValues.TryReadString(ref reader, ref violations, {ValidationEmitter.ClassName(unit)}.{path}Pattern, out var {result})";
        var method = value.Kind switch
        {
            ValueKind.Structure => unit.Qualified(value.Type) + ".TryReadValue",
            ValueKind.List or ValueKind.Map => "TryRead" + path,
            ValueKind.Timestamp => "JsonTimestamps.TryRead" + value.TimestampFormat,
            ValueKind.Enum => "JsonValues.TryReadString",
            ValueKind.IntEnum => "JsonValues.TryReadInteger",
            _ => "JsonValues.TryRead" + value.Kind,
        };
        return $"{method}(ref reader, ref violations, out var {result})";
    }

    private static string Converted(ValueModel value, string result) => value.Kind switch
    {
        ValueKind.Enum => $"new {value.Type}({result}!)",
        ValueKind.IntEnum => $"new {value.Type}({result})",
        _ when value.IsValueType => result,
        _ => result + "!",
    };

    private static void Collection(SourceWriter writer, ContractUnit unit, ValueModel value, string path)
    {
        if (value.Element is not { } element)
            return;
        var isList = value.Kind == ValueKind.List;
        writer.Line();
        writer.Open($"private static bool TryRead{path}(ref Utf8JsonReader reader, ref ViolationCollector violations, out {value.Type}? value)");
        writer.Line("value = null;");
        writer.Line($"if (!ContractJson.{(isList ? "TryStartArray" : "TryStartObject")}(ref reader, ref violations))").Continued("return false;");
        if (isList)
            ListItems(writer, unit, value, element, path);
        else
            MapEntries(writer, unit, value, element, path);
        writer.Line("value = items;");
        writer.Line("return true;");
        writer.Close();
        Collection(writer, unit, element, path + "Item");
    }

    private static void ListItems(SourceWriter writer, ContractUnit unit, ValueModel value, ValueModel element, string path)
    {
        writer.Line($"var items = new List<{value.ElementType}>();");
        writer.Open("for (var index = 0; ContractJson.NextItem(ref reader); index++)");
        writer.Line("var before = violations.Count;");
        Item(writer, unit, value, element, path, "items.Add({0});");
        writer.Line("violations.Below(before, index);");
        writer.Close().Line();
    }

    private static void MapEntries(SourceWriter writer, ContractUnit unit, ValueModel value, ValueModel element, string path)
    {
        writer.Line($"var items = new Dictionary<string, {value.ElementType}>(StringComparer.Ordinal);");
        writer.Open("while (ContractJson.NextMember(ref reader))");
        writer.Line("var before = violations.Count;");
        writer.Line("var key = reader.GetString()!;");
        writer.Line("reader.Read();");
        writer.Line("if (items.ContainsKey(key))").Continued("violations.Add(\"given twice\");");
        if (value.KeyConstraints != Constraints.None)
            writer.Line(Check(unit, path + "Key", "key"));
        Item(writer, unit, value, element, path, "items[key] = {0};");
        writer.Line("violations.Below(before, key);");
        writer.Close().Line();
    }

    private static void Item(SourceWriter writer, ContractUnit unit, ValueModel value, ValueModel element, string path, string store)
    {
        if (value.IsSparse)
            writer.Line("if (reader.TokenType == JsonTokenType.Null)").Continued(store.Replace("{0}", "null"));
        writer.Open($"{(value.IsSparse ? "else if" : "if")} ({Call(unit, element, path + "Item", "read")})");
        var item = Converted(element, "read");
        if (IsCheckedAfterReading(element))
        {
            writer.Line($"var item = {item};").Line(store.Replace("{0}", "item"));
            writer.Line(Check(unit, path + "Item", "item"));
        }
        else
        {
            writer.Line(store.Replace("{0}", item));
        }

        writer.Close().Line();
    }
}
