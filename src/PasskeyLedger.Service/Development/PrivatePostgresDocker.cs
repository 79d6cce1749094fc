using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace PasskeyLedger.Service.Development;

/// <summary>A server run by a Docker engine that is there already, its data in a volume of the folder's name.</summary>
[UnsupportedOSPlatform("windows")]
internal static class PrivatePostgresDocker
{
    private const string Image = "postgres:17";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    /// <summary>The docker program is on PATH, and its engine answers.</summary>
    public static async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        if (PrivatePostgresCommand.Find("docker") is not { } docker)
            return false;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(LongestAnswer);
        try
        {
            var info = await PrivatePostgresCommand.RunAsync([docker, "info", "--format", "{{.ServerVersion}}"], timeout.Token);
            return info.Succeeded && info.Output.Trim().Length > 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <exception cref="PrivatePostgresException">The container does not start.</exception>
    public static async Task<PrivatePostgresKeeper> StartAsync(
        PrivatePostgresFolder folder, string password, PrivatePostgresOptions options, CancellationToken cancellationToken)
    {
        var name = $"passkey-ledger-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder.Root)))[..12]}";
        options.Report($"Running {Image} in Docker as {name}, data in the volume of that name.");
        var keeper = await PrivatePostgresKeeper.StartAsync(
            account: null,
            folder.Root,
            """
            name="$1" image="$2"; shift 2
            docker stop "$name" >/dev/null 2>&1; docker rm -f "$name" >/dev/null 2>&1
            docker run --rm -d --name "$name" -p 127.0.0.1::5432 -v "$name:/var/lib/postgresql/data" \
              -e POSTGRES_USER -e POSTGRES_PASSWORD "$image" "$@" >&2 && docker port "$name" 5432/tcp
            """,
            """docker stop -t 30 "$name" >/dev/null""",
            [name, Image, .. options.Settings.SelectMany(setting => (string[])["-c", $"{setting.Key}={setting.Value}"])],

            // Passed on by name, so that the password is in no process's command line.
            new Dictionary<string, string>(StringComparer.Ordinal) { ["POSTGRES_USER"] = PrivatePostgresConnection.Role, ["POSTGRES_PASSWORD"] = password },
            cancellationToken);

        // It answers with the address the port was published at: 127.0.0.1:49153.
        folder.Port = int.Parse(keeper.Answer.AsSpan(keeper.Answer.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return keeper;
    }
}
