using System.Runtime.Versioning;

namespace PasskeyLedger.Service.Development;

/// <summary>Who runs the server: the service's own user, or, as PostgreSQL refuses root, another that owns nothing else of value.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PrivatePostgresAccount
{
    private readonly IReadOnlyList<string> prefix;

    private PrivatePostgresAccount(string? name, IReadOnlyList<string> prefix)
    {
        Name = name;
        this.prefix = prefix;
    }

    /// <summary>The other user's name, or null where the service's own will do.</summary>
    public string? Name { get; }

    /// <exception cref="PrivatePostgresException">We are root, and there is no other user or no way to become it.</exception>
    public static async Task<PrivatePostgresAccount> ChooseAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
            return new(null, []);

        foreach (var name in (string[])["postgres", "nobody"])
        {
            var group = await PrivatePostgresCommand.RunAsync(["id", "-g", name], cancellationToken);
            if (!group.Succeeded)
                continue;
            if (PrivatePostgresCommand.Find("setpriv") is { } setpriv)
                return new(name, [setpriv, $"--reuid={name}", $"--regid={group.Output}", "--init-groups", "--"]);
            if (PrivatePostgresCommand.Find("runuser") is { } runuser)
                return new(name, [runuser, "-u", name, "--"]);
            if (PrivatePostgresCommand.Find("su") is { } su)
                return new(name, [su, "-s", "/bin/sh", name, "-c", """exec "$0" "$@" """, "--"]);
        }

        throw new PrivatePostgresException(
            "PostgreSQL refuses to run as root, and there is no user postgres or nobody that setpriv, runuser or su could run it as. Run the service as an ordinary user.");
    }

    /// <summary>The command as this account runs it.</summary>
    public IReadOnlyList<string> Wrap(params IReadOnlyList<string> command) => [.. prefix, .. command];

    /// <summary>Gives a folder and what is in it to the account.</summary>
    /// <exception cref="PrivatePostgresException">The account cannot enter the folder, or not be given it.</exception>
    public async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (Name is null)
            return;
        var owned = await PrivatePostgresCommand.RunAsync(["chown", "-R", Name, folder], cancellationToken);
        if (!owned.Succeeded)
            throw new PrivatePostgresException($"The folder {folder} cannot be given to the user {Name}: {owned.Said}");
        var entered = await PrivatePostgresCommand.RunAsync(Wrap("test", "-x", folder, "-a", "-w", folder), cancellationToken);
        if (!entered.Succeeded)
        {
            throw new PrivatePostgresException(
                $"The user {Name}, as whom PostgreSQL runs because it refuses root, cannot enter {folder}: a folder above it is closed to others. Choose another place.");
        }
    }
}
