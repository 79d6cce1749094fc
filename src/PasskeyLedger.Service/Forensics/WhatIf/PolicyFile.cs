using System.Text.Json;
using PasskeyLedger.Service.Configuration;
using Keys = PasskeyLedger.Service.Configuration.ConfigurationKeys;

namespace PasskeyLedger.Service.Forensics.WhatIf;

/// <summary>What became of reading a policy.</summary>
internal abstract record PolicyReading
{
    private PolicyReading()
    {
    }

    public sealed record Valid(RegistrationPolicy Policy) : PolicyReading;

    /// <summary>It is JSON, and holds what no pool could be configured with.</summary>
    public sealed record Faulty(IReadOnlyList<ConfigurationFault> Faults) : PolicyReading;

    /// <param name="Fault">In the form <c>file:line:column: what is wrong</c>, without line and column where there are none.</param>
    public sealed record Unreadable(string Fault) : PolicyReading;
}

/// <summary>
/// A file with another policy: a JSON object of settings as a pool's section <c>WebAuthn</c> has them, read as the configuration is. Paths
/// in it count from where the command runs.
/// </summary>
internal static class PolicyFile
{
    private static readonly JsonDocumentOptions AsConfiguration = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static async Task<PolicyReading> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Read(await File.ReadAllBytesAsync(path, cancellationToken), path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return new PolicyReading.Unreadable($"{path}: does not exist.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new PolicyReading.Unreadable($"{path}: cannot be read ({fault.GetType().Name}).");
        }
    }

    private static PolicyReading Read(byte[] content, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(content, AsConfiguration);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new PolicyReading.Unreadable($"{path}: is not a JSON object.");
        }
        catch (JsonException fault)
        {
            return new PolicyReading.Unreadable($"{path}:{fault.LineNumber + 1}:{fault.BytePositionInLine + 1}: is not JSON.");
        }

        IConfiguration configuration;
        try
        {
            using var stream = new MemoryStream(content);
            configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception fault) when (fault is FormatException or InvalidDataException)
        {
            return new PolicyReading.Unreadable($"{path}: holds a key twice.");
        }

        List<ConfigurationFault> faults = [];
        var settings = UserPoolReader.ReadWebAuthn(new SettingsReader(configuration, faults), new UserPoolDefaults());
        return faults.Count == 0
            ? new PolicyReading.Valid(new(settings, GivenIn(configuration)))
            : new PolicyReading.Faulty(faults);
    }

    private static HashSet<string> GivenIn(IConfiguration configuration) => new(
        [
            .. configuration.GetChildren().Select(child => child.Key)
                .Where(key => !key.Equals(Keys.WebAuthn.Attestation, StringComparison.OrdinalIgnoreCase)),
            .. configuration.GetSection(Keys.WebAuthn.Attestation).GetChildren().Select(child => RegistrationPolicy.AttestationKey(child.Key)),
        ],
        StringComparer.OrdinalIgnoreCase);
}
