namespace PasskeyLedger.ContractGenerator.Emission;

/// <summary>A service's server side: from X-Amz-Target and a body to the handler and the response's body.</summary>
internal static class DispatcherEmitter
{
    public static string Emit(ServiceUnit unit, LanguageProfile profile)
    {
        var writer = GeneratedFile.Start(
            unit.Namespace, profile, "System", "System.Buffers", "System.Collections.Generic", "System.Text.Json", "System.Threading", "System.Threading.Tasks");
        writer.Line($"/// <summary>Takes requests of AWS JSON 1.1 to a handler of <see cref=\"I{unit.Name}\"/>.</summary>");
        writer.Open($"public static class {unit.Name}Dispatcher");
        writer.Lines($$"""
            /// <summary>What <c>X-Amz-Target</c> starts with for this service.</summary>
            public const string TargetPrefix = {{CSharpNames.Literal(unit.Name + ".")}};

            /// <summary>The operations' names, in the contract's order.</summary>
            public static IReadOnlyList<string> Operations { get; } = new[] { {{string.Join(", ", unit.Operations.Select(operation => CSharpNames.Literal(operation.Name)))}} };

            /// <summary>Whether a value of <c>X-Amz-Target</c> names an operation of this service.</summary>
            """);
        var targets = unit.Operations.Select(operation => Target(unit, operation)).ToList();
        writer.Line($"public static bool Handles(string? target) => target is {(targets.Count == 0 ? "not null and null" : string.Join(" or ", targets))};").Line();
        Dispatch(writer, unit);
        writer.Line();
        writer.Lines("""
            /// <summary>Writes an error's body as AWS JSON 1.1 has it: <c>__type</c>, <c>message</c> and the error's own members.</summary>
            public static void WriteError(ServiceException exception, IBufferWriter<byte> responseBody)
                => JsonOutput.WriteTo(exception, static (value, writer) => value.WriteTo(writer), responseBody);
            """);
        foreach (var operation in unit.Operations)
            Operation(writer.Line(), unit, operation);
        return writer.Close().ToString();
    }

    private static string Target(ServiceUnit unit, OperationModel operation) => CSharpNames.Literal($"{unit.Name}.{operation.Name}");

    private static string Parameters(ServiceUnit unit)
        => $"ReadOnlyMemory<byte> body, I{unit.Name} handler, IBufferWriter<byte> responseBody, CancellationToken cancellationToken";

    private static void Dispatch(SourceWriter writer, ServiceUnit unit)
    {
        writer.Lines("""
            /// <summary>Reads the request, checks it against the contract, calls the handler and writes its response.</summary>
            /// <param name="target">The value of <c>X-Amz-Target</c>: the service's name, a dot, the operation's name.</param>
            /// <param name="body">The request's body: JSON in UTF-8. An empty one counts as an object without members.</param>
            /// <param name="handler">What is called. Its exceptions pass through.</param>
            /// <param name="responseBody">Where the response's body goes; nothing is written unless the outcome is <see cref="DispatchStatus.Completed"/>.</param>
            /// <param name="cancellationToken">Handed to the handler.</param>
            """);
        writer.Line($"public static ValueTask<DispatchOutcome> DispatchAsync(string? target, {Parameters(unit)}) => target switch");
        writer.Line("{");
        foreach (var operation in unit.Operations)
            writer.Continued($"{Target(unit, operation)} => {operation.Name}Async(body, handler, responseBody, cancellationToken),");
        writer.Continued("_ => new ValueTask<DispatchOutcome>(DispatchOutcome.UnknownOperation),");
        writer.Line("};");
    }

    private static void Operation(SourceWriter writer, ServiceUnit unit, OperationModel operation)
    {
        var name = CSharpNames.Literal(operation.Name);
        writer.Open($"private static async ValueTask<DispatchOutcome> {operation.Name}Async({Parameters(unit)})");
        var arguments = "cancellationToken";
        if (operation.Input is { } input)
        {
            writer.Line($"if (!ContractJson.TryReadBody<{input}>(body.Span, checksConstraints: true, {input}.TryReadValue, out var request, out var violations))");
            writer.Continued($"return DispatchOutcome.InvalidRequest({name}, violations);");
            arguments = "request!, cancellationToken";
        }

        var call = $"await handler.{operation.Name}Async({arguments}).ConfigureAwait(false);";
        writer.Line(operation.Output is null ? call : $"var response = {call}");
        writer.Line(operation.Output is null
            ? "JsonOutput.WriteEmptyObject(responseBody);"
            : "JsonOutput.WriteTo(response, static (value, writer) => value.WriteTo(writer), responseBody);");
        writer.Line($"return DispatchOutcome.Completed({name});");
        writer.Close();
    }
}
