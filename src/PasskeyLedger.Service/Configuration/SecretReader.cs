using System.Text;

namespace PasskeyLedger.Service.Configuration;

/// <summary>
/// Reads a secret: given in the key itself, or in the file that the key with <c>_FILE</c> behind it names. Its faults never show the value.
/// </summary>
internal static class SecretReader
{
    public static Secret? Read(SettingsReader section, string key, string form, Func<string, bool> isValid)
    {
        var fileKey = key + ConfigurationKeys.FileSuffix;
        var value = section.Text(key);
        var file = section.Text(fileKey);

        if (value is not null && file is not null)
        {
            section.Fault(fileKey, $"is given beside {section.Path(key)}", "only one of the two");
            return null;
        }

        if (file is not null)
        {
            if (ConfiguredFiles.Read(file, out var bytes) is { } unreadable)
            {
                section.Fault(fileKey, unreadable, $"the path of a file that holds {form}");
                return null;
            }

            // Editors and shells end a file with a newline.
            value = Encoding.UTF8.GetString(bytes).TrimEnd('\r', '\n');
        }

        if (value is null)
            return null;
        if (isValid(value))
            return new Secret(value);
        if (file is null)
            section.Fault(key, "is not valid (it is not shown)", form);
        else
            section.Fault(fileKey, "names a file whose content is not valid (it is not shown)", form);
        return null;
    }
}
