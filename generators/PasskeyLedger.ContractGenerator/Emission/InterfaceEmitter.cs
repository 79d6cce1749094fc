namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>The operations of a service as an interface, which its client implements and its server's handler too.</summary>
internal static class InterfaceEmitter
{
    public static string Emit(ServiceUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(unit.Namespace, profile, "System.Threading", "System.Threading.Tasks");
        DocumentationComment.Summary(writer, unit.Documentation, $"The operations of `{unit.Name}`.");
        writer.Open($"public partial interface I{unit.Name}");
        for (var i = 0; i < unit.Operations.Count; i++)
        {
            if (i > 0)
                writer.Line();
            Documentation(writer, unit.Operations[i], isAsync: true);
            writer.Line($"{AsyncSignature(unit.Operations[i])};");
        }

        return writer.Close().ToString();
    }

    public static string AsyncSignature(OperationModel operation)
    {
        var result = operation.Output is null ? "Task" : $"Task<{operation.Output}>";
        var request = operation.Input is null ? string.Empty : $"{operation.Input} request, ";
        return $"{result} {operation.Name}Async({request}CancellationToken cancellationToken = default)";
    }

    public static string Signature(OperationModel operation)
        => $"{operation.Output ?? "void"} {operation.Name}({(operation.Input is null ? string.Empty : $"{operation.Input} request")})";

    public static void Documentation(SourceWriter writer, OperationModel operation, bool isAsync)
    {
        DocumentationComment.Summary(writer, operation.Documentation, $"The operation `{operation.Name}`.");
        foreach (var error in operation.Errors)
            DocumentationComment.Element(writer, "exception", error.Documentation ?? error.Code, $" cref=\"{error.Type}\"");
        if (isAsync)
            writer.Line("/// <exception cref=\"global::System.OperationCanceledException\">The call was given up.</exception>");
    }
}
