using System.Text;
using PasskeyLedger.Messaging.RabbitMq;
using PasskeyLedger.Testing;

namespace PasskeyLedger.Messaging.Tests;

/// <summary>A broker behind TLS: believed where its authority is, and for its own name alone.</summary>
[Collection(BrokerTests.Name)]
public sealed class TlsTests(RabbitMqFixture rabbit) : IDisposable
{
    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("passkey-ledger-tests-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => elsewhere.Delete(recursive: true);

    [Fact]
    public async Task a_broker_of_a_private_authority_takes_events_where_that_is_trusted()
    {
        var broker = await rabbit.GetAsync();
        await using var queue = await BoundQueue.CreateAsync(broker, BoundQueue.NewExchange());
        await using var publisher = new RabbitMqPublisher(Options(broker.TlsUri, broker.CaFile, queue.Exchange));
        var message = new EventMessage(
            Guid.CreateVersion7(), new(new("pool_a"), new("passkeys/alice")), "credential_deleted", "pool_a.credential_deleted", DateTimeOffset.UtcNow, Encoding.UTF8.GetBytes("{}"));

        (await publisher.OpenAsync(Cancellation)).ShouldBeNull();
        (await publisher.PublishAsync([message], Cancellation)).ShouldBe(new PublishOutcome.Published(1));

        (await queue.TakeAsync()).Id.ShouldBe(message.Id);
    }

    [Fact]
    public async Task a_certificate_of_an_authority_that_nobody_here_trusts_is_refused()
    {
        var broker = await rabbit.GetAsync();

        await ShouldBeRefusedAsync(Options(broker.TlsUri, caFile: null));
    }

    [Fact]
    public async Task a_certificate_of_another_authority_is_refused()
    {
        var broker = await rabbit.GetAsync();
        BrokerCertificates.Write(elsewhere.FullName);

        await ShouldBeRefusedAsync(Options(broker.TlsUri, BrokerCertificates.CaFile(elsewhere.FullName)));
    }

    [Fact]
    public async Task a_certificate_for_another_host_is_refused_whoever_has_signed_it()
    {
        var broker = await rabbit.GetAsync();

        await ShouldBeRefusedAsync(Options(broker.TlsUriFor("localhost"), broker.CaFile));
    }

    [Fact]
    public async Task a_file_of_authorities_that_is_gone_or_holds_none_is_told_and_nothing_is_trusted()
    {
        var broker = await rabbit.GetAsync();
        var file = Path.Combine(elsewhere.FullName, "ca.pem");
        await using var publisher = new RabbitMqPublisher(Options(broker.TlsUri, file));

        (await publisher.OpenAsync(Cancellation)).ShouldBe("the file with the broker's authorities cannot be used (FileNotFoundException)");
        await File.WriteAllTextAsync(file, "nothing", Cancellation);
        (await publisher.OpenAsync(Cancellation)).ShouldNotBeNull().ShouldContain("certificate is not accepted");
        File.Copy(broker.CaFile, file, overwrite: true);
        (await publisher.OpenAsync(Cancellation)).ShouldBeNull("it is read for each connection");
    }

    private static RabbitMqOptions Options(Uri uri, string? caFile, string? exchange = null) => new()
    {
        Uri = uri, CaFile = caFile, Exchange = exchange ?? BoundQueue.NewExchange(), AnswerTimeout = TimeSpan.FromMinutes(1), PublishTimeout = TimeSpan.FromMinutes(1),
    };

    private static async Task ShouldBeRefusedAsync(RabbitMqOptions options)
    {
        await using var publisher = new RabbitMqPublisher(options);

        var reason = await publisher.OpenAsync(Cancellation);

        reason.ShouldNotBeNull().ShouldContain("TLS certificate is not accepted");
        reason.ShouldNotContain(RabbitMqBroker.Secret);
        (await publisher.PublishAsync([], Cancellation)).ShouldBeOfType<PublishOutcome.Unavailable>();
    }
}
