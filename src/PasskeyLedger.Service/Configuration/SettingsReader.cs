using System.Globalization;

namespace PasskeyLedger.Service.Configuration;

/// <summary>
/// Reads the keys of one section by hand, remembers which were asked for, and collects what is wrong with them. A value that
/// cannot be read is a fault and then counts as absent, so that reading goes on to the next fault. An empty value counts as absent.
/// </summary>
internal sealed class SettingsReader(IConfiguration section, List<ConfigurationFault> faults)
{
    private readonly List<string> known = [];

    /// <summary>How many faults were found so far, in all sections.</summary>
    public int FaultCount => faults.Count;

    /// <summary>The full key of one of the section's keys.</summary>
    public string Path(string key) => section is IConfigurationSection { Path: var path } ? ConfigurationPath.Combine(path, key) : key;

    public void Fault(string key, string @is, string mayBe) => faults.Add(new ConfigurationFault(Path(key), @is, mayBe));

    public void FaultyValue(string key, string? value, string mayBe) => Fault(key, $"is {Shown.Of(value)}", mayBe);

    /// <summary>Whether a text is given, whatever it is worth.</summary>
    public bool IsGiven(string key) => !string.IsNullOrWhiteSpace(section[key]);

    public string? Text(string key)
    {
        var found = Known(key);
        if (!found.GetChildren().Any())
            return string.IsNullOrWhiteSpace(found.Value) ? null : found.Value;
        Fault(key, "is a section", "text");
        return null;
    }

    public string? Text(string key, string form, Func<string, bool> isValid)
    {
        if (Text(key) is not { } text)
            return null;
        if (isValid(text))
            return text;
        FaultyValue(key, text, form);
        return null;
    }

    /// <summary>A text that must be there. Gives an empty one where it is not, beside the fault.</summary>
    public string Required(string key, string form, Func<string, bool> isValid)
    {
        var before = FaultCount;
        if (Text(key, form, isValid) is { } text)
            return text;
        if (FaultCount == before)
            Fault(key, "is missing", form);
        return "";
    }

    public bool Flag(string key, bool absent) => Text(key) switch
    {
        null => absent,
        var text when bool.TryParse(text, out var value) => value,
        var text => Refuse(key, text, "true or false", absent),
    };

    public int? Number(string key, int minimum, int maximum)
    {
        var text = Text(key);
        return text is null ? null
            : TryNumber(text, out var value) && value >= minimum && value <= maximum ? value
            : Refuse(key, text, $"a whole number from {minimum} to {maximum}", (int?)null);
    }

    /// <summary>A time in whole seconds.</summary>
    public TimeSpan Duration(string key, TimeSpan absent, TimeSpan minimum, TimeSpan maximum)
    {
        var text = Text(key);
        return text is null ? absent
            : TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value)
                && value >= minimum && value <= maximum && value.Ticks % TimeSpan.TicksPerSecond == 0 ? value
            : Refuse(key, text, $"whole seconds as hh:mm:ss, from {minimum:c} to {maximum:c}", absent);
    }

    /// <summary>One of a few words, in whatever case; gives it in the case it is listed in.</summary>
    public string? Choice(string key, params ReadOnlySpan<string> words)
    {
        if (Text(key) is not { } text)
            return null;
        foreach (var word in words)
        {
            if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
                return word;
        }

        FaultyValue(key, text, string.Join(" or ", words.ToArray()));
        return null;
    }

    /// <summary>A list of texts. Null where there is none; faulty items are left out.</summary>
    public IReadOnlyList<string>? Texts(string key, string form, Func<string, bool> isValid)
    {
        if (Items(key, $"a list, each item {form}") is not { } items)
            return null;

        List<string> texts = [];
        var list = new SettingsReader(section.GetSection(key), faults);
        foreach (var item in items)
        {
            if (list.Text(item.Key) is not { } text)
                continue;
            if (!isValid(text))
                list.FaultyValue(item.Key, text, form);
            else if (texts.Contains(text))
                list.Fault(item.Key, $"is {Shown.Of(text)} a second time", $"{form}, each once");
            else
                texts.Add(text);
        }

        return texts;
    }

    /// <summary>A URL that keys are fetched from: https, outside Development.</summary>
    public string? Url(string key, bool isDevelopment) =>
        isDevelopment ? Text(key, Forms.HttpUrl, Forms.IsHttpUrl) : Text(key, Forms.HttpsUrl, Forms.IsHttpsUrl);

    public int? PerMinute(string key) => Number(key, ConfigurationLimits.MinimumPerMinute, ConfigurationLimits.MaximumPerMinute);

    /// <summary>The path of a file that is there and holds what it should.</summary>
    /// <param name="faultOf">What is wrong with the file, or null.</param>
    public string? FilePath(string key, string form, Func<string, string?> faultOf)
    {
        if (Text(key) is not { } path)
            return null;
        if (faultOf(path) is not { } fault)
            return path;
        Fault(key, fault, form);
        return null;
    }

    /// <summary>A list of such paths.</summary>
    public IReadOnlyList<string> FilePaths(string key, string form, Func<string, string?> faultOf)
    {
        if (Items(key, $"a list, each item {form}") is not { } items)
            return [];
        var list = new SettingsReader(section.GetSection(key), faults);
        return [.. items.Select(item => list.FilePath(item.Key, form, faultOf)).OfType<string>()];
    }

    public SettingsReader Section(string key)
    {
        var found = Known(key);
        if (!string.IsNullOrEmpty(found.Value))
            FaultyValue(key, found.Value, "a section");
        return new SettingsReader(found, faults);
    }

    /// <summary>A list of sections, in the order of their indexes.</summary>
    public IReadOnlyList<SettingsReader> Sections(string key, string form) =>
        [.. (Items(key, form) ?? []).Select(item => new SettingsReader(item, faults))];

    /// <summary>Faults every key that nobody asked for. To be called when all have been.</summary>
    public void RefuseOthers() => RefuseOthers(section.GetChildren().Select(child => child.Key));

    /// <summary>The same for these keys alone.</summary>
    public void RefuseOthers(IEnumerable<string> given)
    {
        foreach (var key in given)
        {
            if (!known.Contains(key, StringComparer.OrdinalIgnoreCase))
                Fault(key, "is not a setting", $"one of {string.Join(", ", known)}");
        }
    }

    public static bool TryNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private List<IConfigurationSection>? Items(string key, string form)
    {
        var list = Known(key);
        // An empty list in JSON arrives as an empty text.
        if (!string.IsNullOrEmpty(list.Value))
            FaultyValue(key, list.Value, form);

        var items = list.GetChildren().ToList();
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index].Key == index.ToString(CultureInfo.InvariantCulture))
                continue;
            Fault(
                key, $"holds {Shown.Of(items[index].Key)} where item {index} belongs", $"{form}, with indexes from 0 without gaps");
            return null;
        }

        return items.Count == 0 && list.Value is null ? null : items;
    }

    private IConfigurationSection Known(string key)
    {
        if (!known.Contains(key))
            known.Add(key);
        return section.GetSection(key);
    }

    private T Refuse<T>(string key, string text, string mayBe, T instead)
    {
        FaultyValue(key, text, mayBe);
        return instead;
    }
}
