using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace PasskeyLedger.Service.Development;

/// <summary>The folder of a private server: its data, log and password, and who of the living uses it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PrivatePostgresFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private PrivatePostgresFolder(string root) => Root = root;

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    public string Log => Path.Combine(Root, "server.log");

    public string PasswordFile => Path.Combine(Root, "password");

    private string LockFile => Path.Combine(Root, "owner.lock");

    private string PortFile => Path.Combine(Root, "port");

    /// <summary>The major version that made the data, or null where there is none.</summary>
    public int? DataVersion =>
        Path.Combine(Data, "PG_VERSION") is var file && File.Exists(file)
            ? int.Parse(File.ReadAllText(file).Trim(), CultureInfo.InvariantCulture)
            : null;

    /// <summary>The server's port as its owner noted it; null while none is known to run.</summary>
    public int? Port
    {
        get => File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
        set
        {
            if (value is { } port)
                File.WriteAllText(PortFile, port.ToString(CultureInfo.InvariantCulture));
            else
                File.Delete(PortFile);
        }
    }

    /// <summary>Opens the folder, or makes it with a fresh password.</summary>
    /// <exception cref="PrivatePostgresException">The folder holds something else, or cannot be written.</exception>
    public static PrivatePostgresFolder Open(string? path)
    {
        var folder = new PrivatePostgresFolder(Path.GetFullPath(path ?? Default()));
        try
        {
            var isNew = !Directory.Exists(folder.Root) || !Directory.EnumerateFileSystemEntries(folder.Root).Any();
            if (!isNew && !File.Exists(folder.LockFile))
                throw new PrivatePostgresException($"The folder {folder.Root} is not empty and was not made for a private database. Choose another.");

            // Folders above it are as open as others are: as root, another user has to pass through them.
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Root) ?? folder.Root);
            Directory.CreateDirectory(folder.Root, OwnerOnly | UnixFileMode.UserExecute);
            File.SetUnixFileMode(folder.Root, OwnerOnly | UnixFileMode.UserExecute);
            return folder;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PrivatePostgresException($"The folder {folder.Root} for the private database cannot be used: {failure.Message}", failure);
        }
    }

    /// <summary>
    /// Becomes the folder's owner, who alone starts and stops the server, until the result is disposed or the process ends
    /// in any way. Null while another process is.
    /// </summary>
    public FileStream? TryOwn()
    {
        try
        {
            return new FileStream(LockFile, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerOnly,
            });
        }
        catch (IOException) when (File.Exists(LockFile))
        {
            return null;
        }
    }

    /// <summary>The password of the server's only role. The owner makes it at first.</summary>
    public string Password(bool isOwner)
    {
        if (isOwner && !File.Exists(PasswordFile))
        {
            using var file = new FileStream(PasswordFile, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly,
            });
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
        }

        return File.ReadAllText(PasswordFile);
    }

    private static string Default()
    {
        if (Environment.IsPrivilegedProcess)
            return "/var/lib/passkey-ledger/postgres";
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "passkey-ledger", "postgres")
            : throw new PrivatePostgresException("The user has no home to keep a private database in. Set HOME, or configure a connection string.");
    }
}
