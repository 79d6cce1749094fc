namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>A structure's reading and writing as JSON.</summary>
internal static class StructureJsonEmitter
{
    public static string Emit(StructureUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(unit.Namespace, profile, "System", "System.Buffers", "System.Collections.Generic", "System.Numerics", "System.Text.Json");
        writer.Open(GeneratedFile.Declaration(profile, unit.Name));
        writer.Lines($$"""
            /// <summary>Reads JSON in UTF-8, and checks it against the contract. Unknown members are passed over.</summary>
            /// <param name="utf8Json">One JSON object and nothing else.</param>
            /// <param name="value">What was read; null where anything is wrong with it.</param>
            /// <param name="violations">All that is wrong, malformed JSON too; empty where nothing is.</param>
            public static bool TryRead(ReadOnlySpan<byte> utf8Json, {{profile.NotNullWhenTrue}}out {{unit.Name}}? value, out IReadOnlyList<ConstraintViolation> violations)
                => ContractJson.TryRead(utf8Json, checksConstraints: true, TryReadValue, out value, out violations);

            /// <summary>Reads JSON in UTF-8, and checks it against the contract. Unknown members are passed over.</summary>
            /// <exception cref="ContractViolationException">The JSON is malformed or breaks the contract; lists all that is wrong.</exception>
            public static {{unit.Name}} FromJson(ReadOnlySpan<byte> utf8Json) => ContractJson.Read<{{unit.Name}}>(utf8Json, checksConstraints: true, TryReadValue);

            /// <summary>The value as JSON in UTF-8. Members that are null are left out.</summary>
            public byte[] ToJson() => JsonOutput.ToBytes(this, static (value, writer) => value.WriteTo(writer));

            /// <summary>Writes the value as JSON in UTF-8 behind what the output holds. Members that are null are left out.</summary>
            public void WriteTo(IBufferWriter<byte> output) => JsonOutput.WriteTo(this, static (value, writer) => value.WriteTo(writer), output);

            /// <summary>Writes the value as a JSON object. Members that are null are left out.</summary>
            """);
        writer.Open("public void WriteTo(Utf8JsonWriter writer)");
        writer.Line("writer.WriteStartObject();");
        JsonWriteEmitter.Members(writer, unit, unit.Members, profile);
        writer.Line("writer.WriteEndObject();");
        writer.Close().Line();
        writer.Line($"internal static bool TryReadValue(ref Utf8JsonReader reader, ref ViolationCollector violations, out {unit.Name}? value)");
        writer.Continued($"=> {JsonWriteEmitter.NamesClass(unit)}.TryRead(ref reader, ref violations, out value);");
        writer.Close().Line();
        Internals(writer, unit, profile);
        return writer.ToString();
    }

    private static void Internals(SourceWriter writer, StructureUnit unit, LanguageProfile profile)
    {
        writer.Open($"internal static class {JsonWriteEmitter.NamesClass(unit)}");
        JsonWriteEmitter.Names(writer, unit.Members);
        writer.Line();
        writer.Open($"public static bool TryRead(ref Utf8JsonReader reader, ref ViolationCollector violations, out {unit.Name}? value)");
        writer.Line("value = null;");
        writer.Line("if (!ContractJson.TryStartObject(ref reader, ref violations))").Continued("return false;");
        JsonReadEmitter.Members(writer, unit, unit.Members);
        if (unit.IsUnion)
            writer.Line($"ContractJson.ExactlyOne({ValidationEmitter.CountOfSet(unit, member => member.Local)}, unknown is not null, ref violations);").Line();
        var required = unit.Members.Where(member => member.IsRequired).ToList();
        if (required.Count > 0)
        {
            writer.Line($"if ({string.Join(" || ", required.Select(member => $"{member.Local} is null"))})").Continued("return false;");
            writer.Line();
        }

        writer.Open($"value = new {unit.Name}");
        foreach (var member in unit.Members)
            writer.Line($"{member.Property} = {member.Local}{(member.Default is { } value ? $" ?? {value}" : member.IsRequired && member.Value.IsValueType ? ".Value" : string.Empty)},");
        writer.Close(";");
        writer.Line("return true;");
        writer.Close();
        JsonReadEmitter.Collections(writer, unit, unit.Members);
        JsonWriteEmitter.Collections(writer, unit, unit.Members);
        writer.Close();
    }
}
