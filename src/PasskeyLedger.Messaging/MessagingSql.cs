using System.Reflection;

namespace PasskeyLedger.Messaging;

/// <summary>The statements of the relay, each in a .sql file beside the code that runs it.</summary>
internal static class MessagingSql
{
    public static string Read(string name)
    {
        var resource = $"{typeof(MessagingSql).Namespace}.{name}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
