using Npgsql;
using PasskeyLedger.Service.Configuration;
using PasskeyLedger.Transparency.Publishing;

namespace PasskeyLedger.Service.TransparencyLog;

/// <summary>Puts the log together: what grows its tree, what signs it, and what gives it out.</summary>
internal static class TransparencyLogServices
{
    public static IServiceCollection AddTransparencyLog(this IServiceCollection services, TransparencySettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<LogStatus>();
        services.AddSingleton(provider => new PublishedLog(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton(provider => new InclusionProofs(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddHostedService<LeafWorker>();
        services.AddHostedService<CheckpointWorker>();
        return services;
    }
}
