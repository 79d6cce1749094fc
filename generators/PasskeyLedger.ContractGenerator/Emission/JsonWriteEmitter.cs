namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>The writing of members as JSON. Absent ones are left out.</summary>
internal static class JsonWriteEmitter
{
    public static string NamesClass(ContractUnit unit) => unit.Name + "Json";

    /// <summary>The members' names, escaped once for all.</summary>
    public static void Names(SourceWriter writer, IReadOnlyList<MemberModel> members)
    {
        foreach (var member in members)
            writer.Line($"public static readonly JsonEncodedText {member.Property}Name = JsonEncodedText.Encode(\"{member.WireName}\");");
    }

    public static void Members(SourceWriter writer, ContractUnit unit, IReadOnlyList<MemberModel> members, LanguageProfile profile)
    {
        foreach (var member in members)
        {
            if (member.IsIdempotencyToken && !member.IsPresent)
            {
                writer.Line("// A caller that gives no token gets one for each call.");
                Member(writer, unit, member, $"{member.Property} ?? Guid.NewGuid().ToString()");
                continue;
            }

            var mayBeNull = !member.IsPresent || (!profile.HasRecords && !member.Value.IsValueType);
            if (!mayBeNull)
            {
                Member(writer, unit, member, member.Property);
                continue;
            }

            writer.Open($"if ({member.Property} is {{ }} {member.Local})");
            Member(writer, unit, member, member.Local);
            writer.Close().Line();
        }
    }

    /// <summary>The methods that write the lists and maps among the members.</summary>
    public static void Collections(SourceWriter writer, ContractUnit unit, IReadOnlyList<MemberModel> members)
    {
        foreach (var member in members)
            Collection(writer, unit, member.Value, member.Property);
    }

    private static void Member(SourceWriter writer, ContractUnit unit, MemberModel member, string value)
    {
        var name = $"{NamesClass(unit)}.{member.Property}Name";
        switch (member.Value.Kind)
        {
            case ValueKind.String:
                writer.Line($"writer.WriteString({name}, {value});");
                break;
            case ValueKind.Enum:
                writer.Line($"writer.WriteString({name}, {value}.Value);");
                break;
            case ValueKind.Boolean:
                writer.Line($"writer.WriteBoolean({name}, {value});");
                break;
            case ValueKind.Byte or ValueKind.Short or ValueKind.Integer or ValueKind.Long:
                writer.Line($"writer.WriteNumber({name}, {value});");
                break;
            case ValueKind.IntEnum:
                writer.Line($"writer.WriteNumber({name}, {value}.Value);");
                break;
            case ValueKind.Blob:
                writer.Line($"writer.WriteBase64String({name}, {value}.Span);");
                break;
            default:
                writer.Line($"writer.WritePropertyName({name});");
                writer.Line(Value(unit, member.Value, member.Property, value));
                break;
        }
    }

    private static string Value(ContractUnit unit, ValueModel value, string path, string expression) => value.Kind switch
    {
        ValueKind.String => $"writer.WriteStringValue({expression});",
        ValueKind.Enum => $"writer.WriteStringValue({expression}.Value);",
        ValueKind.Boolean => $"writer.WriteBooleanValue({expression});",
        ValueKind.IntEnum => $"writer.WriteNumberValue({expression}.Value);",
        ValueKind.Float or ValueKind.Double or ValueKind.BigInteger or ValueKind.BigDecimal => $"JsonValues.Write{value.Kind}(writer, {expression});",
        ValueKind.Blob => $"writer.WriteBase64StringValue({expression}.Span);",
        ValueKind.Timestamp => $"JsonTimestamps.Write{value.TimestampFormat}(writer, {expression});",
        ValueKind.Document or ValueKind.Structure => $"{expression}.WriteTo(writer);",
        ValueKind.List or ValueKind.Map => $"{NamesClass(unit)}.Write{path}({expression}, writer);",
        _ => $"writer.WriteNumberValue({expression});",
    };

    /// <summary>An expression statement that writes a list's item, named <c>item</c>, with the writer <c>writer</c>.</summary>
    public static string Item(ContractUnit unit, ValueModel list, string path)
    {
        var write = Value(unit, list.Element!, path + "Item", list.IsSparse ? "present" : "item");
        return list.IsSparse ? $"{{ if (item is {{ }} present) {write} else writer.WriteNullValue(); }}" : write.TrimEnd(';');
    }

    private static void Collection(SourceWriter writer, ContractUnit unit, ValueModel value, string path)
    {
        if (value.Element is not { } element)
            return;
        var isList = value.Kind == ValueKind.List;
        writer.Line();
        writer.Open($"public static void Write{path}({value.Type} value, Utf8JsonWriter writer)");
        writer.Line(isList ? "writer.WriteStartArray();" : "writer.WriteStartObject();");
        writer.Open(isList ? "foreach (var item in value)" : "foreach (var entry in value)");
        if (!isList)
            writer.Line("writer.WritePropertyName(entry.Key);");
        var current = isList ? "item" : "entry.Value";
        if (value.IsSparse)
        {
            writer.Line($"if ({current} is {{ }} present)").Continued(Value(unit, element, path + "Item", "present"));
            writer.Line("else").Continued("writer.WriteNullValue();");
        }
        else
        {
            writer.Line(Value(unit, element, path + "Item", current));
        }

        writer.Close();
        writer.Line().Line(isList ? "writer.WriteEndArray();" : "writer.WriteEndObject();");
        writer.Close();
        Collection(writer, unit, element, path + "Item");
    }
}
