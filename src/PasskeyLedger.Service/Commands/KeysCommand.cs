using System.CommandLine;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Transparency.Notes;

namespace PasskeyLedger.Service.Commands;

/// <summary><c>keys new [--out file] [--name origin] [--json]</c>: makes a key that signs checkpoints, as a file for its user alone.</summary>
internal static class KeysCommand
{
    private const string DefaultFile = "checkpoints.pem";

    public static Command Create(string[] configurationArguments)
    {
        var outFile = PathOption.Create("--out", "The file to write, which must not be there yet.");
        outFile.DefaultValueFactory = _ => DefaultFile;
        var name = new Option<string>("--name")
        {
            Description = $"The log's origin, which the key signs as; by default {ConfigurationKeys.Transparency}:{ConfigurationKeys.Log.Origin}.",
        };
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } value && !VerifierKey.IsName(value))
                result.AddError("--name is a name such as ledger.example/log, without spaces or '+'.");
        });
        var json = new Option<bool>("--json") { Description = "Print as JSON." };
        var make = new Command("new", "Makes a key and prints what others verify with.") { outFile, name, json };
        make.SetAction((parsed, _) => NewAsync(
            configurationArguments,
            parsed.GetRequiredValue(outFile),
            parsed.GetValue(name),
            parsed.GetValue(json),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return new Command("keys", "Keys that sign checkpoints.") { make };
    }

    private static async Task<int> NewAsync(string[] configurationArguments, string file, string? name, bool json, TextWriter output, TextWriter error)
    {
        if (name is null)
        {
            var builder = LedgerApplication.CreateBuilder(configurationArguments);
            if (LedgerConfigurationReader.ReadTransparency(builder.Configuration, builder.Environment.IsDevelopment(), out var settings) is { } faulty)
            {
                faulty.Print(error);
                return ConfigurationReading.Faulty.ExitCode;
            }

            name = settings.Origin;
        }

        if (name is null)
        {
            await error.WriteLineAsync($"Name the log that the key is for: --name, or {ConfigurationKeys.Transparency}:{ConfigurationKeys.Log.Origin}.");
            return ExitCode.Usage;
        }

        var key = SigningKey.Create(name);
        try
        {
            if (!SigningKeyFile.TryCreate(file, key))
            {
                await error.WriteLineAsync($"{file} is there already, and a key is not written over.");
                return ExitCode.Usage;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Its own words name a file that was to be renamed.
            await error.WriteLineAsync($"{file} cannot be written ({failure.GetType().Name}).");
            return ExitCode.Usage;
        }

        if (key.Verifier.Algorithm == NoteAlgorithm.Ecdsa)
            await error.WriteLineAsync("OpenSSL 3's libcrypto is not installed, so this is an ECDSA key on P-256 and not an Ed25519 key.");
        await output.WriteLineAsync(json
            ? PrintedJson.Of(new { file, algorithm = key.Verifier.Algorithm.ToString(), verifierKey = key.Verifier.ToString() })
            : $"{key.Verifier}\nThe private key is in {file}. Give the line above to whoever verifies the log's checkpoints.");
        return ExitCode.Done;
    }
}
