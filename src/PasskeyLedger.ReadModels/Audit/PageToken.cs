using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PasskeyLedger.ReadModels.Audit;

/// <summary>Where a page ended, as a text that is opaque to a caller: base64url of numbers with slashes between them.</summary>
public static class PageToken
{
    public static string Of(params ReadOnlySpan<long> numbers)
    {
        var text = new StringBuilder();
        foreach (var number in numbers)
            text.Append(text.Length == 0 ? "" : "/").Append(number.ToString(CultureInfo.InvariantCulture));
        return Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text.ToString()));
    }

    /// <summary>The numbers, none of them negative; null where the text is not so many of them.</summary>
    public static long[]? Parse(string text, int count)
    {
        if (!Base64Url.IsValid(text))
            return null;

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/');
        var numbers = new long[count];
        for (var index = 0; index < count; index++)
        {
            if (parts.Length != count || !long.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[index]))
                return null;
        }

        return numbers;
    }
}
