using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PasskeyLedger.Testing;

/// <summary>JSON of any shape, with names and numbers that are awkward to put in order and to write.</summary>
public static class RandomJson
{
    private static readonly string[] Letters = ["a", "b", "\u0080", "\u20ac", "\ufb33", "😀", "\"", "\\", "\n", "\u0001", "/", "\uffff", "z", "1"];

    public static string Next(Random random, int depth = 0) => random.Next(depth > 3 ? 4 : 6) switch
    {
        0 => random.Next(2) == 0 ? "true" : "null",
        1 => random.Next(-5, 1_000_000).ToString(CultureInfo.InvariantCulture),
        2 => Number(random),
        3 => JsonSerializer.Serialize(Text(random)),
        4 => $"[{string.Join(", ", Enumerable.Range(0, random.Next(5)).Select(_ => Next(random, depth + 1)))}]",
        _ => $"{{{string.Join(",", Enumerable.Range(0, random.Next(8)).Select(_ => Text(random)).Distinct(StringComparer.Ordinal).Select(name => $"{JsonSerializer.Serialize(name)} : {Next(random, depth + 1)}"))}}}",
    };

    private static string Number(Random random)
    {
        double value;
        do
            value = BitConverter.Int64BitsToDouble(random.NextInt64());
        while (!double.IsFinite(value));
        return value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(5); length > 0; length--)
            text.Append(Letters[random.Next(Letters.Length)]);
        return text.ToString();
    }
}
