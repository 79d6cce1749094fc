namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>An enum: a value of its own type that is open to values the contract does not know yet.</summary>
internal static class EnumEmitter
{
    public static string Emit(EnumUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(unit.Namespace, profile, "System", "System.Collections.Generic", "System.Globalization");
        var (name, type) = (unit.Name, unit.IsInteger ? "int" : "string");
        DocumentationComment.Summary(writer, unit.Documentation, $"The contract's enum `{name}`.");
        writer.Line("/// <remarks>Open to values that a later version of the contract may add: <see cref=\"IsKnown\"/> tells them apart.</remarks>");
        writer.Open($"public readonly partial struct {name} : IEquatable<{name}>");
        writer.Line($"private readonly {type}{(unit.IsInteger ? string.Empty : "?")} value;").Line();
        writer.Line("/// <summary>The value as the wire has it, known or not.</summary>");
        writer.Line($"public {name}({type} value) => this.value = value;").Line();
        foreach (var value in unit.Values)
        {
            DocumentationComment.Summary(writer, value.Documentation, $"`{value.Text}`.");
            writer.Line($"public static {name} {value.Name} {{ get; }} = new {name}({value.Literal});").Line();
        }

        writer.Line("/// <summary>All values that the contract knows, in its order.</summary>");
        writer.Line($"public static IReadOnlyList<{name}> Values {{ get; }} = new[] {{ {string.Join(", ", unit.Values.Select(value => value.Name))} }};").Line();
        writer.Line("/// <summary>The value as the wire has it.</summary>");
        writer.Line($"public {type} Value => {(unit.IsInteger ? "value" : "value ?? string.Empty")};").Line();
        writer.Line("/// <summary>Whether the contract knows the value.</summary>");
        var known = string.Join(" or ", unit.Values.Select(value => value.Literal));
        writer.Line($"public bool IsKnown => value is {known};").Line();
        Equality(writer, name, unit.IsInteger);
        return writer.Close().ToString();
    }

    private static void Equality(SourceWriter writer, string name, bool isInteger) => writer.Lines($$"""
        /// <inheritdoc/>
        public bool Equals({{name}} other) => Value == other.Value;

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is {{name}} other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => {{(isInteger ? "value" : "StringComparer.Ordinal.GetHashCode(Value)")}};

        /// <summary>The value as the wire has it.</summary>
        public override string ToString() => {{(isInteger ? "value.ToString(CultureInfo.InvariantCulture)" : "Value")}};

        /// <summary>Whether both are the same value.</summary>
        public static bool operator ==({{name}} left, {{name}} right) => left.Equals(right);

        /// <summary>Whether the two are different values.</summary>
        public static bool operator !=({{name}} left, {{name}} right) => !left.Equals(right);
        """);
}
