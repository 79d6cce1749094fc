using System.Diagnostics;
using System.Text.Json;
using PasskeyLedger.Testing;

namespace PasskeyLedger.EndToEnd.Tests.AwsSdk;

/// <summary>
/// The AWS SDK for JavaScript in a Node process of its own, driven call by call: tests/PasskeyLedger.EndToEnd.Tests/aws-sdk/client.mjs.
/// </summary>
public sealed class AwsSdkClient : IAsyncDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(1);

    private readonly Process node;
    private readonly Task<string> errors;

    private AwsSdkClient(Process node)
    {
        this.node = node;
        errors = node.StandardError.ReadToEndAsync();
    }

    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "PasskeyLedger.EndToEnd.Tests", "aws-sdk");

    /// <summary>Starts the SDK against an endpoint, and installs it before where that is due.</summary>
    public static async Task<AwsSdkClient> StartAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        var program = InstalledProgram.OrSkip("node");
        await NodePackages.InstallAsync(Folder, cancellationToken);
        var start = new ProcessStartInfo(program)
        {
            ArgumentList = { Path.Combine(Folder, "client.mjs"), endpoint.GetLeftPart(UriPartial.Authority) },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The SDK reads its defaults from there, and the test is of an SDK that has none.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return new AwsSdkClient(Process.Start(start)!);
    }

    /// <summary>Calls an operation and gives what the SDK made of the answer, an exception included.</summary>
    /// <param name="operation">The operation's name, without <c>Command</c>.</param>
    /// <param name="input">The input as its members are named in the contract.</param>
    public async Task<AwsSdkAnswer> CallAsync(string operation, object input, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(CallTimeout);
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { operation, input }).AsMemory(), patience.Token);
        await node.StandardInput.FlushAsync(patience.Token);
        var line = await node.StandardOutput.ReadLineAsync(patience.Token)
            ?? throw new InvalidOperationException($"Node ended before it answered {operation}: {await errors}");
        return JsonSerializer.Deserialize<AwsSdkAnswer>(line, JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        // The end of its input is the end of the script.
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }
}

/// <summary>What the SDK gave to its caller: an output or an error.</summary>
public sealed record AwsSdkAnswer(AwsSdkMetadata Metadata, JsonElement? Output, AwsSdkError? Error)
{
    /// <summary>The output.</summary>
    /// <exception cref="InvalidOperationException">The SDK raised an exception; the message has it.</exception>
    public JsonElement Succeeded() => Error is null ? Output!.Value : throw new InvalidOperationException($"The SDK raised {Error}.");
}

/// <summary>The SDK's <c>$metadata</c>.</summary>
public sealed record AwsSdkMetadata(int? HttpStatusCode, string? RequestId, int? Attempts);

/// <summary>What the SDK raised.</summary>
/// <param name="Name">The exception's name.</param>
/// <param name="IsTyped">Whether it is an instance of the SDK's class of this name.</param>
/// <param name="Message">Its message.</param>
/// <param name="Fault"><c>client</c> or <c>server</c>.</param>
/// <param name="ReasonCode">InvalidParameterException's.</param>
public sealed record AwsSdkError(string Name, bool IsTyped, string? Message, string? Fault, string? ReasonCode);
