using System.Diagnostics;
using Npgsql;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Benchmarks.Registrations;

/// <summary>
/// Who is measured: the service as it is built here, and beside it what a team would run instead, from a folder that holds them built
/// (<c>aspnet-identity-pg</c>: ASP.NET Core Identity with EF Core; <c>simplewebauthn-pg</c>: Fastify, SimpleWebAuthn and pg). Each
/// has a database of its own on one server.
/// </summary>
/// <param name="server">The connection string of the server's superuser.</param>
/// <param name="tokens">Whose keys all of them are to believe.</param>
/// <param name="folder">For files that they are given, and what the service keeps.</param>
/// <param name="peersFolder">Holds the others; null: only the service is measured.</param>
internal sealed class Contestants(string server, AccessTokens tokens, string folder, string? peersFolder)
{
    public const string Ledger = "PasskeyLedger";
    public const string Identity = "ASP.NET Core Identity";
    public const string SimpleWebAuthn = "SimpleWebAuthn";

    private static readonly string[] IdentityProgram = ["aspnet-identity-pg", "bin", "Release", "net10.0", "identity-peer.dll"];
    private static readonly string[] SimpleWebAuthnProgram = ["simplewebauthn-pg", "server.js"];

    /// <summary>The service, and those of the others that the folder holds.</summary>
    public async Task<IReadOnlyList<Contestant>> StartAsync(CancellationToken cancellationToken)
    {
        List<Contestant> started = [await StartLedgerAsync(cancellationToken)];
        if (Find(IdentityProgram) is { } identity)
            started.Add(await StartIdentityAsync(identity, cancellationToken));
        if (Find(SimpleWebAuthnProgram) is { } simple)
            started.Add(await StartSimpleWebAuthnAsync(simple, cancellationToken));
        return started;
    }

    /// <summary>The others keep users in a table, and register only those that are there.</summary>
    public async Task AddUsersAsync(IEnumerable<Contestant> contestants, Range users, CancellationToken cancellationToken)
    {
        foreach (var contestant in contestants)
        {
            var sql = contestant.Name switch
            {
                Identity =>
                    """
                    INSERT INTO "AspNetUsers" ("Id", "UserName", "NormalizedUserName", "EmailConfirmed", "PhoneNumberConfirmed", "TwoFactorEnabled",
                      "LockoutEnabled", "AccessFailedCount", "SecurityStamp", "ConcurrencyStamp")
                    SELECT sub, sub, upper(sub), false, false, false, true, 0, md5(sub), md5(sub)
                    FROM (SELECT '00000000-0000-4000-8000-' || lpad(to_hex(u), 12, '0') AS sub FROM generate_series($1, $2 - 1) AS u) AS users
                    """,
                SimpleWebAuthn =>
                    """
                    INSERT INTO users (id, user_name)
                    SELECT '00000000-0000-4000-8000-' || lpad(to_hex(u), 12, '0'), 'user' || u FROM generate_series($1, $2 - 1) AS u
                    """,
                _ => null,
            };
            if (sql is null)
                continue;
            await using var database = NpgsqlDataSource.Create(Connection(contestant.Name));
            await using var command = database.CreateCommand(sql);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = users.Start.Value });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = users.End.Value });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string NameOf(string contestant) => contestant switch
    {
        Ledger => "ledger",
        Identity => "identity",
        _ => "simplewebauthn",
    };

    private NpgsqlConnectionStringBuilder Connection(string contestant) => new(server) { Database = NameOf(contestant) };

    private async Task CreateDatabaseAsync(string contestant, CancellationToken cancellationToken)
    {
        await using var administration = NpgsqlDataSource.Create(server);
        await using var create = administration.CreateCommand($"CREATE DATABASE {NameOf(contestant)}");
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<Contestant> StartLedgerAsync(CancellationToken cancellationToken)
    {
        await CreateDatabaseAsync(Ledger, cancellationToken);
        var keySet = Path.Combine(folder, "jwks.json");
        await File.WriteAllTextAsync(keySet, tokens.KeySetJson(), cancellationToken);
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["UserPools__0__Id"] = "eu-central-1_Benchmark",
            ["UserPools__0__Issuer"] = AccessTokens.Issuer,
            ["UserPools__0__JwksFile"] = keySet,
            ["UserPools__0__WebAuthn__RelyingPartyId"] = Contestant.RelyingPartyId,
            ["UserPools__0__WebAuthn__Enabled"] = "true",
            ["RateLimits__PerAddressPerMinute"] = "1000000",
            // The others log no request either.
            ["Logging__LogLevel__Default"] = "Warning",
        };
        var connection = Connection(Ledger).ConnectionString;
        var service = new ServiceCommand("Production", connection, variables);
        var (exitCode, output) = await service.RunAsync("migrate");
        if (exitCode != 0)
            throw new InvalidOperationException($"passkey-ledger migrate ended with {exitCode}: {output}");
        return await Contestant.StartAsync(
            Ledger,
            RegistrationProtocol.Cognito,
            "health/ready",
            port => service.StartInfo(folder, "serve", "--urls", $"http://127.0.0.1:{port}"),
            cancellationToken);
    }

    private async Task<Contestant> StartIdentityAsync(string program, CancellationToken cancellationToken)
    {
        await CreateDatabaseAsync(Identity, cancellationToken);
        var connection = Connection(Identity);
        connection.MaxPoolSize = 20;
        connection.NoResetOnClose = true;
        return await Contestant.StartAsync(
            Identity,
            RegistrationProtocol.Rest,
            "health",
            port => Peer("dotnet", program, new()
            {
                ["URLS"] = $"http://127.0.0.1:{port}",
                ["DATABASE_URL"] = connection.ConnectionString,
            }),
            cancellationToken);
    }

    private async Task<Contestant> StartSimpleWebAuthnAsync(string program, CancellationToken cancellationToken)
    {
        await CreateDatabaseAsync(SimpleWebAuthn, cancellationToken);
        var connection = Connection(SimpleWebAuthn);
        return await Contestant.StartAsync(
            SimpleWebAuthn,
            RegistrationProtocol.Rest,
            "health",
            port => Peer("node", program, new()
            {
                ["PORT"] = $"{port}",
                ["DATABASE_URL"] = $"postgres://{connection.Username}:{Uri.EscapeDataString(connection.Password!)}@{connection.Host}:{connection.Port}/{connection.Database}",
                ["NODE_ENV"] = "production",
            }),
            cancellationToken);
    }

    private ProcessStartInfo Peer(string runtime, string program, Dictionary<string, string> variables)
    {
        var publicKey = Path.Combine(folder, "public.pem");
        File.WriteAllText(publicKey, tokens.PublicKeyPem());
        var start = new ProcessStartInfo(runtime, [program]) { WorkingDirectory = Path.GetDirectoryName(program), UseShellExecute = false };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["JWT_PUBLIC_KEY"] = publicKey;
        start.Environment["RP_ID"] = Contestant.RelyingPartyId;
        start.Environment["ORIGIN"] = Contestant.Origin;
        return start;
    }

    private string? Find(string[] program) =>
        peersFolder is not null && Path.Combine([peersFolder, .. program]) is var path && File.Exists(path) ? path : null;
}
