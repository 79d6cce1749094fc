using PasskeyLedger.Messaging.RabbitMq;

namespace PasskeyLedger.Messaging.Tests;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("amqp://relay:s3cret@broker")]
    [InlineData("amqp://relay:s3%3Acret%40x@broker:5672/")]
    [InlineData("amqps://relay:s3cret@broker/a%2Fhost")]
    public void an_address_has_one_login_and_one_virtual_host(string uri) => BrokerAddress.IsOne(new(uri)).ShouldBeTrue();

    [Theory]
    [InlineData("amqp://relay:s3:cret@broker")]
    [InlineData("amqp://relay:s3cret@broker/a/host")]
    [InlineData("http://relay:s3cret@broker")]
    public async Task what_is_no_address_is_told_without_its_password(string uri)
    {
        BrokerAddress.IsOne(new(uri)).ShouldBeFalse();

        await using var publisher = new RabbitMqPublisher(new() { Uri = new(uri), Exchange = "events" });
        var refused = await Should.ThrowAsync<ArgumentException>(() => publisher.OpenAsync(TestContext.Current.CancellationToken));
        refused.ToString().ShouldNotContain("cret");
    }
}
