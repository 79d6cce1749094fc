namespace PasskeyLedger.ContractGenerator.Smithy.Model;

/// <summary>What leads where, followed without recursion: a model's chains may be longer than the stack.</summary>
internal static class Reached
{
    /// <summary>All that any of the starts leads to in one step or more, each once and lazily; a start itself where something leads back to it.</summary>
    public static IEnumerable<T> From<T>(IEnumerable<T> starts, Func<T, IEnumerable<T>> next)
    {
        var seen = new HashSet<T>();
        var waiting = new Stack<T>();
        foreach (var start in starts)
        {
            waiting.Push(start);
            while (waiting.Count > 0)
            {
                foreach (var found in next(waiting.Pop()))
                {
                    if (!seen.Add(found))
                        continue;
                    waiting.Push(found);
                    yield return found;
                }
            }
        }
    }
}
