namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>Equality by content for records with members that have none of their own.</summary>
internal static class EqualityEmitter
{
    public static void Emit(SourceWriter writer, StructureUnit unit)
    {
        writer.Line();
        writer.Line("/// <summary>Whether all members are equal; lists, maps, blobs and documents by their content.</summary>");
        writer.Line($"public bool Equals({unit.Name}? other)");
        writer.Continued("=> other is not null");
        foreach (var member in unit.Members)
            writer.Continued($"&& {Equal(member.Value, member.Property, "other." + member.Property, !member.IsPresent)}");
        writer.Continued(";");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Open("public override int GetHashCode()");
        writer.Line("var hash = new HashCode();");
        foreach (var member in unit.Members.Where(member => member.Value.Kind != ValueKind.Document))
            writer.Line($"hash.Add({Hash(member)});");
        writer.Line("return hash.ToHashCode();");
        writer.Close();
    }

    private static string Equal(ValueModel value, string left, string right, bool isOptional) => value.Kind switch
    {
        ValueKind.Blob => Content("Blobs", left, right, isOptional),
        ValueKind.Document => Content("Documents", left, right, isOptional),
        ValueKind.List => $"ContentEquality.Lists({left}, {right}, static (left, right) => {Equal(value.Element!, "left", "right", value.IsSparse)})",
        ValueKind.Map => $"ContentEquality.Maps({left}, {right}, static (left, right) => {Equal(value.Element!, "left", "right", value.IsSparse)})",
        ValueKind.Float or ValueKind.Double => $"{left}.Equals({right})",
        _ => $"{left} == {right}",
    };

    private static string Content(string kind, string left, string right, bool isOptional)
        => isOptional ? $"ContentEquality.Optional({left}, {right}, ContentEquality.{kind})" : $"ContentEquality.{kind}({left}, {right})";

    private static string Hash(MemberModel member) => member.Value.Kind switch
    {
        ValueKind.Blob when member.IsPresent => $"ContentEquality.HashOfBlob({member.Property})",
        ValueKind.Blob => $"ContentEquality.HashOfBlob({member.Property} ?? default)",
        ValueKind.List or ValueKind.Map => $"ContentEquality.HashOf({member.Property})",
        _ => member.Property,
    };
}
