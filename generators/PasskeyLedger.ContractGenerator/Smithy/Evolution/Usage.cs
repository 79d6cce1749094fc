using PasskeyLedger.ContractGenerator.Smithy.Model;

namespace PasskeyLedger.ContractGenerator.Smithy.Evolution;

/// <summary>Who holds values of a shape, and so would break on another form of it.</summary>
[Flags]
internal enum Usage
{
    /// <summary>Nothing in the model reaches it. Code may use it all the same: what is stored beside an event is such a shape.</summary>
    None = 0,

    /// <summary>Clients send it.</summary>
    Sent = 1,

    /// <summary>Clients receive it: a response or an error.</summary>
    Received = 2,

    /// <summary>It is in a stored event: written once, read for ever, and published.</summary>
    Stored = 4,
}

internal static class Usages
{
    /// <summary>The usage of all shapes that an operation or an event reaches.</summary>
    public static Dictionary<ShapeId, Usage> Of(SmithyModel model)
    {
        var usages = new Dictionary<ShapeId, Usage>();
        foreach (var shape in model.Shapes)
        {
            if (shape.Operation is { } operation)
            {
                Mark(model, usages, operation.Input, Usage.Sent);
                foreach (var received in operation.Errors.Append(operation.Output))
                    Mark(model, usages, received, Usage.Received);
            }

            foreach (var error in shape.Service?.Errors ?? [])
                Mark(model, usages, error, Usage.Received);
            if (shape.StoredName() is not null)
                Mark(model, usages, shape.Id, Usage.Stored);
        }

        return usages;
    }

    private static void Mark(SmithyModel model, Dictionary<ShapeId, Usage> usages, ShapeId start, Usage usage)
    {
        var waiting = new Stack<ShapeId>([start]);
        while (waiting.Count > 0)
        {
            var id = waiting.Pop();
            usages.TryGetValue(id, out var known);
            if (known.HasFlag(usage) || model.Find(id) is not { } shape)
                continue;
            usages[id] = known | usage;
            foreach (var member in shape.Members)
                waiting.Push(member.Target);
        }
    }
}
