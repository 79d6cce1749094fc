using System.Net.Security;
using System.Text;
using PasskeyLedger.EventStore;
using PasskeyLedger.Messaging.CloudEvents;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PasskeyLedger.Messaging.RabbitMq;

/// <summary>One connection with one channel whose messages the broker confirms. It is used until something goes wrong with it.</summary>
internal sealed class RabbitMqSession : IAsyncDisposable
{
    private const string Name = "passkey-ledger";

    // AMQP 0-9-1, section 4.2.5.3: a short string.
    private const int LongestRoutingKey = 255;

    private readonly RabbitMqOptions options;
    private readonly IConnection connection;
    private readonly IChannel channel;
    private readonly Dictionary<StreamId, int> underWay = [];
    private ulong firstTag;
    private volatile PendingConfirms? pending;
    private volatile string? blocked;
    private volatile bool hasReturned;

    private RabbitMqSession(RabbitMqOptions options, IConnection connection, IChannel channel)
    {
        this.options = options;
        this.connection = connection;
        this.channel = channel;
        channel.BasicAcksAsync += OnAckAsync;
        channel.BasicNacksAsync += OnNackAsync;
        channel.BasicReturnAsync += OnReturnAsync;
        channel.ChannelShutdownAsync += OnShutdownAsync;
        connection.ConnectionBlockedAsync += OnBlockedAsync;
        connection.ConnectionUnblockedAsync += OnUnblockedAsync;
    }

    public bool IsOpen => channel.IsOpen;

    /// <summary>Why the broker takes nothing from this connection for now (<c>connection.blocked</c>); null where it does.</summary>
    public string? Blocked => blocked;

    /// <summary>The broker has sent a message back.</summary>
    public bool HasReturned => hasReturned;

    public static async Task<RabbitMqSession> OpenAsync(RabbitMqOptions options, CancellationToken cancellationToken)
    {
        // What the client library would recover by itself, the relay does: it alone knows which events are confirmed.
        var factory = new ConnectionFactory
        {
            ClientProvidedName = Name,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = options.AnswerTimeout,
            HandshakeContinuationTimeout = options.AnswerTimeout,
            ContinuationTimeout = options.AnswerTimeout,
            RequestedHeartbeat = options.AnswerTimeout,
        };

        BrokerAddress.Give(factory, options.Uri);

        // The library lets some things pass with amqps unless it is told otherwise.
        factory.Ssl.ServerName = options.Uri.Host;
        factory.Ssl.AcceptablePolicyErrors = SslPolicyErrors.None;
        if (factory.Ssl.Enabled && options.CaFile is { } file)
            factory.Ssl.CertificateValidationCallback = BrokerTrust.Of(file);
        var opened = await factory.CreateConnectionAsync(cancellationToken);
        try
        {
            // The confirms are followed here, many at a time, and not by one task a message.
            var confirming = await opened.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellationToken);
            await RabbitMqTopology.DeclareAsync(confirming, options.Exchange, cancellationToken);
            return new(options, opened, confirming);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public async Task<PublishOutcome> PublishAsync(IReadOnlyList<EventMessage> messages, CancellationToken stopping)
    {
        var confirms = new PendingConfirms(messages);
        underWay.Clear();
        var sent = 0;
        var failure = default(string);
        using var deadline = new CancellationTokenSource(options.PublishTimeout);
        try
        {
            // Asked for each time: where the call before was cancelled while the connection took nothing, its last message used no number.
            firstTag = await channel.GetNextPublishSequenceNumberAsync(deadline.Token);
            pending = confirms;
            if (blocked is not null)
                confirms.Block();
            while (sent < messages.Count && !stopping.IsCancellationRequested && !confirms.IsStopped)
            {
                var message = messages[sent];
                if (Encoding.UTF8.GetByteCount(message.RoutingKey) > LongestRoutingKey)
                {
                    failure = $"the routing key is longer than {LongestRoutingKey} bytes";
                    break;
                }

                if (underWay.TryGetValue(message.Stream, out var before))
                {
                    await confirms.UntilSettledAsync(before, deadline.Token);
                    if (confirms.IsStopped)
                        break;
                }

                underWay[message.Stream] = sent++;
                confirms.Send();
                await channel.BasicPublishAsync(options.Exchange, message.RoutingKey, mandatory: true, PropertiesOf(message), message.Body, deadline.Token);
            }

            if (sent > 0)
                await confirms.UntilSettledAsync(sent - 1, deadline.Token);
        }
        catch (Exception broken) when (RabbitMqFailure.IsBrokers(broken))
        {
            confirms.Break();
            failure = deadline.IsCancellationRequested ? $"the broker did not confirm within {options.PublishTimeout.TotalSeconds} s" : RabbitMqFailure.Reason(broken);
        }
        finally
        {
            pending = null;
        }

        return OutcomeOf(confirms, failure, deadline.IsCancellationRequested);
    }

    /// <summary>Lets go of the connection. A broker that does not say goodbye is not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.CloseAsync(Constants.ReplySuccess, "done", TimeSpan.FromSeconds(2), abort: true, CancellationToken.None);
        }
        catch (Exception broken) when (RabbitMqFailure.IsBrokers(broken))
        {
            // It is gone already.
        }

        await connection.DisposeAsync();
    }

    private PublishOutcome OutcomeOf(PendingConfirms confirms, string? failure, bool isLate)
    {
        var confirmed = confirms.Confirmed;
        if (confirms.Refusal is { } refusal)
            return new PublishOutcome.Refused(confirmed, refusal);

        // A channel that the broker closes while it keeps the connection: it does not like what was sent.
        if (confirms.IsBroken && !isLate && connection.IsOpen && channel.CloseReason is { Initiator: ShutdownInitiator.Peer } refused)
            return new PublishOutcome.Refused(confirmed, RabbitMqFailure.Reason(refused));
        if (confirms is { IsBlocked: true, IsBroken: false })
            return new PublishOutcome.Unavailable(confirmed, blocked ?? "the broker took nothing for a moment");
        if (confirms.IsBroken)
            return new PublishOutcome.Unavailable(confirmed, failure ?? (channel.CloseReason is { } reason ? RabbitMqFailure.Reason(reason) : "the channel to the broker broke"));
        return failure is null ? new PublishOutcome.Published(confirmed) : new PublishOutcome.Refused(confirmed, failure);
    }

    private static BasicProperties PropertiesOf(EventMessage message) => new()
    {
        MessageId = message.Id.ToString("D"),
        ContentType = CloudEventWriter.ContentType,
        Type = message.Type,
        AppId = Name,
        Persistent = true,
        Timestamp = new AmqpTimestamp(message.Time.ToUnixTimeSeconds()),
    };

    private Task OnAckAsync(object sender, BasicAckEventArgs ack)
    {
        pending?.Confirm(IndexOf(ack.DeliveryTag), ack.Multiple);
        return Task.CompletedTask;
    }

    private Task OnNackAsync(object sender, BasicNackEventArgs nack)
    {
        pending?.Refuse(IndexOf(nack.DeliveryTag), nack.Multiple, "a queue rejects it (basic.nack): it is full, or its policy says so");
        return Task.CompletedTask;
    }

    private Task OnReturnAsync(object sender, BasicReturnEventArgs returned)
    {
        hasReturned = true;
        pending?.Return(returned.BasicProperties.MessageId, $"no queue takes it, nor does the alternate exchange ({returned.ReplyCode} {returned.ReplyText})");
        return Task.CompletedTask;
    }

    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs block)
    {
        blocked = $"the broker takes nothing for now: {block.Reason}";
        pending?.Block();
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs unblocked)
    {
        blocked = null;
        return Task.CompletedTask;
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs shutdown)
    {
        pending?.Break();
        return Task.CompletedTask;
    }

    private int IndexOf(ulong tag) => tag < firstTag ? -1 : (int)(tag - firstTag);
}
