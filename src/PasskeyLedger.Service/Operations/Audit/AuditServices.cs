using Npgsql;
using PasskeyLedger.ReadModels.Audit;
using PasskeyLedger.Service.Protocol;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>Puts the read side together.</summary>
internal static class AuditServices
{
    public static void AddAudit(this IServiceCollection services, NpgsqlDataSource database)
    {
        services.AddSingleton(_ => new AuditSearch(database));
        services.AddSingleton<RecordedRead>();
        services.AddSingleton<StoredPages>();
        services.AddSingleton<RowHistories>();
        services.AddSingleton<SearchAuditEvents>();
        services.AddSingleton<GetUserHistory>();
        services.AddSingleton<GetCredentialHistory>();
        services.AddSingleton<GetRegistration>();
        services.AddSingleton<GetLedgerStatus>();
        services.AddSingleton<AuditOperationsFactory>();
        services.AddSingleton(provider => WireService.Audit(provider.GetRequiredService<AuditOperationsFactory>()));
    }
}
