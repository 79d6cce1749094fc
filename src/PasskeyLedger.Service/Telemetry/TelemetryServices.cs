using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PasskeyLedger.Service.Telemetry;

/// <summary>Exports traces and metrics by OTLP where the standard variable says where to.</summary>
public static class TelemetryServices
{
    /// <summary>
    /// OpenTelemetry's variable for the collector's address. The exporter reads its companions (<c>OTEL_EXPORTER_OTLP_PROTOCOL</c>
    /// and so on) itself.
    /// </summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ServiceName = "passkey-ledger";

    /// <summary>Spans of the service, of requests, of outgoing HTTP and of database commands.</summary>
    private static readonly string[] Sources = [ServiceTracing.SourceName, "Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    private static readonly string[] Meters =
    [
        ServiceMetrics.MeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Npgsql",
        "System.Net.Http",
        "System.Runtime",
    ];

    /// <summary>Registers <see cref="ServiceMetrics"/>, and the export where <see cref="EndpointKey"/> is set.</summary>
    public static IServiceCollection AddServiceTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddSingleton<ServiceMetrics>();
        if (!string.IsNullOrWhiteSpace(configuration[EndpointKey]))
            services.AddHostedService(_ => new TelemetryExport(configuration));
        return services;
    }

    /// <summary>The providers, alive while the host runs; stopping sends what is still held back.</summary>
    private sealed class TelemetryExport(IConfiguration configuration) : IHostedService, IDisposable
    {
        private TracerProvider? traces;
        private MeterProvider? metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            // Whoever runs the service may name it otherwise by OTEL_SERVICE_NAME.
            var resource = ResourceBuilder.CreateEmpty().AddService(ServiceName).AddTelemetrySdk().AddEnvironmentVariableDetector();
            traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(inner => inner.AddSingleton(configuration))
                .SetResourceBuilder(resource)
                .AddSource(Sources)
                .AddOtlpExporter()
                .Build();
            metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(inner => inner.AddSingleton(configuration))
                .SetResourceBuilder(resource)
                .AddMeter(Meters)
                .AddOtlpExporter()
                .Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            traces?.Dispose();
            metrics?.Dispose();
        }
    }
}
