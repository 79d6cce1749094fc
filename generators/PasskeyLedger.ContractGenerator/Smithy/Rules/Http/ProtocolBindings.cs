using PasskeyLedger.ContractGenerator.Smithy.Model;
using PasskeyLedger.ContractGenerator.Smithy.Syntax;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules.Http;

/// <summary>Checks what a service's protocols ask of all that it reaches (Smithy 2.0, "protocolDefinition trait").</summary>
internal static class ProtocolBindings
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        foreach (var service in ServiceTree.Services(model))
        {
            foreach (var (applied, protocol) in ServiceTree.Protocols(model, service))
            {
                var definition = protocol.Trait("protocolDefinition")!.Value;
                var traits = definition.Get("traits").Texts().ToList();
                if (traits.Contains("smithy.api#http"))
                    CheckOperations(model, service, protocol, problems);
                if (traits.Contains("smithy.api#httpPayload"))
                    CheckStreams(model, service, protocol, problems);
                if (definition.Get("noInlineDocumentSupport").IsTrue() && new ServiceClosure(model).Of(service).FirstOrDefault(shape => shape.Kind == ShapeKind.Document) is { } document)
                    problems.Error(ProblemIds.DocumentSupport, $"'{protocol.Id.Name}' knows no documents, and '{service.Id.Name}' reaches '{document.Id}'; take it away, or use another protocol", applied.Location);
            }
        }
    }

    private static void CheckOperations(SmithyModel model, Shape service, Shape protocol, List<Problem> problems)
    {
        foreach (var operation in ServiceTree.Operations(model, service).Where(operation => operation.Trait("http") is null))
            problems.Error(ProblemIds.HttpMissing, $"'{service.Id.Name}' speaks '{protocol.Id.Name}', which has a URI for each operation; put @http on '{operation.Id.Name}'", operation.Location);
    }

    private static void CheckStreams(SmithyModel model, Shape service, Shape protocol, List<Problem> problems)
    {
        foreach (var member in new ServiceClosure(model).Of(service)
            .SelectMany(shape => shape.Members)
            .Where(member => member.Trait("httpPayload") is null && model.Find(member.Target)?.Trait("streaming") is not null))
        {
            problems.Error(ProblemIds.HttpPayload, $"'{member.Name}' is a stream, which '{protocol.Id.Name}' sends as the body; put @httpPayload on it", member.Location);
        }
    }
}
