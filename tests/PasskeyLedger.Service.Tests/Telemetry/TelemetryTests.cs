using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PasskeyLedger.Service.Telemetry;
using PasskeyLedger.Service.Tests.Configuration;

namespace PasskeyLedger.Service.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public void calls_are_counted_by_operation_and_outcome()
    {
        using var services = new ServiceCollection().AddServiceTelemetry(Settings.Least).BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var metrics = services.GetRequiredService<ServiceMetrics>();
        List<string> counted = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            counted.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();

        metrics.CallEnded("StartWebAuthnRegistration", error: null);
        metrics.CallEnded("StartWebAuthnRegistration", "LimitExceededException");
        metrics.CallTurnedAway("expired");

        counted.ShouldBe([
            "passkey_ledger.calls 1 rpc.method=StartWebAuthnRegistration",
            "passkey_ledger.calls 1 rpc.method=StartWebAuthnRegistration error.type=LimitExceededException",
            "passkey_ledger.calls.turned_away 1 passkey_ledger.reason=expired",
        ]);
    }

    [Fact]
    public void nothing_is_exported_unless_the_standard_variable_says_where_to() =>
        new ServiceCollection().AddServiceTelemetry(Settings.Least)
            .ShouldNotContain(service => service.ServiceType == typeof(IHostedService));

    [Fact]
    public async Task traces_and_metrics_reach_the_collector()
    {
        var received = new ConcurrentDictionary<string, byte[]>();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);

            // What other tests of this process do is traced, too, and may come before or after in a batch of its own.
            received.AddOrUpdate(context.Request.Path, _ => body.ToArray(), (_, before) => [.. before, .. body.ToArray()]);
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        var host = Host.CreateEmptyApplicationBuilder(new());
        host.Logging.ClearProviders();
        host.Services.AddServiceTelemetry(Settings.With(
            (TelemetryServices.EndpointKey, collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")));

        using (var service = host.Build())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
            using (ServiceTracing.StartOperation("AWSCognitoIdentityProviderService", "StartWebAuthnRegistration"))
                service.Services.GetRequiredService<ServiceMetrics>().CallTurnedAway("expired");
            await service.StopAsync(TestContext.Current.CancellationToken);
        }

        var traces = System.Text.Encoding.UTF8.GetString(received["/v1/traces"]);
        traces.ShouldContain("AWSCognitoIdentityProviderService/StartWebAuthnRegistration");
        traces.ShouldContain("passkey-ledger");
        System.Text.Encoding.UTF8.GetString(received["/v1/metrics"]).ShouldContain("passkey_ledger.calls.turned_away");
    }
}
