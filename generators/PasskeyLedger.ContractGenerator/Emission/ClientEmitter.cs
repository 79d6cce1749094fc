namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>A service's client over HttpClient.</summary>
internal static class ClientEmitter
{
    public static string Emit(ServiceUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(
            unit.Namespace, profile, "System", "System.Net.Http", "System.Text", "System.Threading", "System.Threading.Tasks");
        writer.Lines($$"""
            /// <summary>Calls {{unit.Name}} over HTTP. Safe to share between threads; logs nothing.</summary>
            public sealed class {{unit.Name}}Client : I{{unit.Name}}
            {
                private readonly AwsJsonChannel channel;

                /// <summary>A client of the service at <paramref name="endpoint"/>.</summary>
                /// <param name="httpClient">Its timeouts and handlers apply; it stays the caller's to dispose of.</param>
                /// <param name="endpoint">The service's address (<c>http://localhost:5080/</c>).</param>
                public {{unit.Name}}Client(HttpClient httpClient, Uri endpoint) => channel = new AwsJsonChannel(httpClient, endpoint, ReadError);
            """);
        foreach (var operation in unit.Operations)
            Operation(writer, unit, operation);
        writer.Line();
        writer.Lines("""
                private static ServiceException ReadError(AwsJsonError error) => error.Code switch
                {
            """);
        foreach (var error in unit.Errors)
            writer.Line($"        {CSharpNames.Literal(error.Code)} => {error.Type}.ReadFrom(error),");
        writer.Lines("""
                    _ => error.ToUnknown(),
                };
            }
            """);
        return writer.ToString();
    }

    private static void Operation(SourceWriter writer, ServiceUnit unit, OperationModel operation)
    {
        var inner = new SourceWriter();
        var target = CSharpNames.Literal($"{unit.Name}.{operation.Name}");
        var body = operation.Input is null ? "\"{}\"u8.ToArray()" : "request.ToJson()";
        Documented(inner, operation, isAsync: true);
        inner.Open("public async " + InterfaceEmitter.AsyncSignature(operation));
        NotNull(inner, operation);
        var options = (operation.HostPrefix is { } prefix ? $", hostPrefix: {prefix}" : string.Empty)
            + (operation.IsCompressed ? ", isCompressed: true" : string.Empty)
            + (operation.IsChecksummed ? ", isChecksummed: true" : string.Empty);
        Answer(inner, operation, $"await channel.CallAsync({target}, {body}, cancellationToken{options}).ConfigureAwait(false)");
        inner.Close().Line();
        Documented(inner, operation, isAsync: false);
        inner.Open("public " + InterfaceEmitter.Signature(operation));
        NotNull(inner, operation);
        Answer(inner, operation, $"channel.Call({target}, {body}{options})");
        inner.Close();
        writer.Line();
        foreach (var line in inner.ToString().TrimEnd('\n').Split('\n'))
            writer.Line(line.Length == 0 ? line : "    " + line);
    }

    private static void Documented(SourceWriter writer, OperationModel operation, bool isAsync)
    {
        InterfaceEmitter.Documentation(writer, operation, isAsync);
        writer.Line("/// <exception cref=\"ServiceException\">The service answered with an error that the contract does not name.</exception>");
        writer.Line("/// <exception cref=\"ContractViolationException\">The service's answer breaks the contract.</exception>");
        writer.Line("/// <exception cref=\"HttpRequestException\">The service could not be reached.</exception>");
    }

    private static void NotNull(SourceWriter writer, OperationModel operation)
    {
        if (operation.Input is not null)
            writer.Line("if (request is null)").Continued("throw new ArgumentNullException(nameof(request));");
    }

    private static void Answer(SourceWriter writer, OperationModel operation, string call)
    {
        if (operation.Output is null)
            writer.Line(call + ";");
        else
            writer.Line($"return ContractJson.ReadBody<{operation.Output}>({call}, checksConstraints: false, {operation.Output}.TryReadValue);");
    }
}
