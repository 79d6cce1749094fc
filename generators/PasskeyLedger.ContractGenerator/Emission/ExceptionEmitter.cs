namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>An error: an exception with the contract's members, as the server throws it and as the client meets it.</summary>
internal static class ExceptionEmitter
{
    public static string Emit(ExceptionUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(
            unit.Namespace, profile, "System", "System.Collections.Generic", "System.Net", "System.Numerics", "System.Text.Json");
        DocumentationComment.Summary(writer, unit.Documentation, $"The contract's error `{unit.Name}`.");
        writer.Line($"/// <remarks>HTTP status {unit.StatusCode}.</remarks>");
        writer.Open($"public sealed class {unit.Name} : ServiceException");
        Constructors(writer, unit);
        foreach (var member in unit.Members)
        {
            writer.Line();
            MemberDocumentation.Write(writer, member);
            writer.Line($"public {member.PropertyType} {member.Property} {{ get; {profile.Setter}; }}");
        }

        writer.Line();
        writer.Open("private protected override void WriteMembers(Utf8JsonWriter writer)");
        writer.Line($"writer.WriteString(\"{unit.MessageMember}\"u8, Message);");
        JsonWriteEmitter.Members(writer, unit, unit.Members, profile);
        writer.Close().Line();
        writer.Line($"internal static {unit.Name} ReadFrom(AwsJsonError error) => {JsonWriteEmitter.NamesClass(unit)}.Read(error);");
        writer.Close().Line();
        Internals(writer, unit);
        if (unit.Members.Any(member => member.Value.HasConstraintsWithin))
            ValidationEmitter.Checks(writer.Line(), unit, unit.Members);
        return writer.ToString();
    }

    private static void Constructors(SourceWriter writer, ExceptionUnit unit)
    {
        var isRetryable = unit.IsRetryable ? "true" : "false";
        writer.Lines($$"""
            /// <summary>The error without a message of its own.</summary>
            public {{unit.Name}}()
                : this(message: null, innerException: null)
            {
            }

            /// <summary>The error with a message for the caller.</summary>
            public {{unit.Name}}(string? message)
                : this(message, innerException: null)
            {
            }

            /// <summary>The error with a message for the caller, and what caused it, which the caller does not see.</summary>
            public {{unit.Name}}(string? message, Exception? innerException)
                : base({{CSharpNames.Literal(unit.ErrorCode)}}, (HttpStatusCode){{unit.StatusCode}}, isRetryable: {{isRetryable}}, message, innerException)
            {
            }
            """);
    }

    private static void Internals(SourceWriter writer, ExceptionUnit unit)
    {
        writer.Open($"file static class {JsonWriteEmitter.NamesClass(unit)}");
        JsonWriteEmitter.Names(writer, unit.Members);
        if (unit.Members.Count > 0)
            writer.Line();
        writer.Open($"public static {unit.Name} Read(AwsJsonError error)");
        if (unit.Members.Count == 0)
        {
            writer.Line($"return new {unit.Name}(error.Message) {{ RequestId = error.RequestId }};");
        }
        else
        {
            writer.Line("// What cannot be read of an error is left out: the error itself matters more.");
            writer.Line("ContractJson.TryRead<Members>(error.Body, checksConstraints: false, Members.TryRead, out var members, out _);");
            writer.Open($"return new {unit.Name}(error.Message)");
            writer.Line("RequestId = error.RequestId,");
            foreach (var member in unit.Members)
                writer.Line($"{member.Property} = members?.{member.Property},");
            writer.Close(";");
        }

        writer.Close();
        JsonWriteEmitter.Collections(writer, unit, unit.Members);
        writer.Close();
        if (unit.Members.Count > 0)
            MembersClass(writer.Line(), unit);
    }

    private static void MembersClass(SourceWriter writer, ExceptionUnit unit)
    {
        writer.Open("file sealed class Members");
        foreach (var member in unit.Members)
            writer.Line($"public {member.PropertyType} {member.Property} {{ get; set; }}");
        writer.Line();
        writer.Open("public static bool TryRead(ref Utf8JsonReader reader, ref ViolationCollector violations, out Members? value)");
        writer.Line("value = null;");
        writer.Line("if (!ContractJson.TryStartObject(ref reader, ref violations))").Continued("return false;");
        JsonReadEmitter.Members(writer, unit, unit.Members);
        writer.Line($"value = new Members {{ {string.Join(", ", unit.Members.Select(member => $"{member.Property} = {member.Local}"))} }};");
        writer.Line("return true;");
        writer.Close();
        JsonReadEmitter.Collections(writer, unit, unit.Members);
        writer.Close();
    }
}
