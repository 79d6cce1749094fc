using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Rules;

/// <summary>The rules of streams (Smithy 2.0, "streaming trait", "requiresLength trait", "eventPayload trait").</summary>
internal static class Streams
{
    public static void Check(SmithyModel model, List<Problem> problems)
    {
        var operations = model.Shapes.Select(shape => shape.Operation).OfType<OperationBody>().ToList();
        var outputs = new HashSet<ShapeId>(operations.Select(operation => operation.Output));
        bool IsStream(Member member) => model.Find(member.Target)?.Trait("streaming") is not null;
        void Report(string id, string message, SourceLocation location) => problems.Add(new Problem(id, message, location));

        foreach (var shape in model.OwnShapes)
        {
            foreach (var member in shape.Members.Where(IsStream))
            {
                var (name, target) = ($"{shape.Id.Name}${member.Name}", model.Find(member.Target)!);
                if (target.Trait("requiresLength") is not null && outputs.Contains(shape.Id))
                    Report(ProblemIds.WrongKind, $"'{name}' cannot be '{target.Id.Name}', whose length is required of a sender of requests; use it in an input", member.Location);

                // In Smithy 1.0 a stream that is absent is empty without a word.
                if (target.Kind == ShapeKind.Blob && !model.Version1Files.Contains(member.Location.Path) && member.Trait("required") is null && member.Trait("default") is null)
                    Report(ProblemIds.Member, $"'{name}' is a stream, which is never absent; put @required on it, or give it the default \"\"", member.Location);
            }

            foreach (var member in shape.Members.Where(member => shape.Trait("streaming") is not null && shape.Kind == ShapeKind.Union && model.Find(member.Target) is { Kind: not ShapeKind.Structure }))
                Report(ProblemIds.WrongKind, $"the event '{shape.Id.Name}${member.Name}' must be a structure", member.Location);
            foreach (var member in shape.Members.Where(member => model.Find(member.Target) is { } target && target.Members.Any(IsStream)))
                Report(ProblemIds.WrongKind, $"'{shape.Id.Name}${member.Name}' cannot be '{member.Target.Name}', which holds a stream; only an operation can use that", member.Location);
            foreach (var error in (shape.Operation?.Errors ?? shape.Service?.Errors ?? []).Where(error => model.Find(error)?.Members.Any(IsStream) == true))
                Report(ProblemIds.WrongKind, $"the error '{error.Name}' cannot hold a stream; only an operation's input and output can", model.PlaceOf(shape, error));
            if (shape.Members.FirstOrDefault(member => member.Trait("eventPayload") is not null) is { } payload)
            {
                foreach (var member in shape.Members.Where(member => member != payload && member.Trait("eventHeader") is null && member.Trait("eventPayload") is null))
                    Report(ProblemIds.Member, $"'{payload.Name}' is all of the event's payload, so '{member.Name}' must be a header; put @eventHeader on it", member.Location);
            }
        }
    }
}
