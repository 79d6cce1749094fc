namespace PasskeyLedger.Messaging.RabbitMq;

/// <summary>
/// Publishes to a topic exchange of RabbitMQ: durable, mandatory, with confirms, and with an alternate exchange whose queue keeps
/// what no other is bound for.
/// </summary>
public sealed class RabbitMqPublisher(RabbitMqOptions options) : IEventPublisher
{
    private RabbitMqSession? session;

    /// <inheritdoc/>
    public async Task<string?> OpenAsync(CancellationToken cancellationToken)
    {
        if (session is { IsOpen: true })
            return session.Blocked;
        await CloseAsync();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.AnswerTimeout);
        try
        {
            session = await RabbitMqSession.OpenAsync(options, timeout.Token);
            return null;
        }
        catch (Exception failure) when (RabbitMqFailure.IsBrokers(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return RabbitMqFailure.Reason(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<PublishOutcome> PublishAsync(IReadOnlyList<EventMessage> messages, CancellationToken stopping)
    {
        if (session is not { IsOpen: true } open)
            return new PublishOutcome.Unavailable(0, "the broker is not connected");
        var outcome = await open.PublishAsync(messages, stopping);

        // A blocked connection is kept: what it has taken the broker will publish, and a new one would add another batch to it. Where a
        // message came back, the way for what no queue takes is gone, and a new session makes it again.
        if ((outcome is PublishOutcome.Unavailable && open.Blocked is null) || !open.IsOpen || open.HasReturned)
            await CloseAsync();
        return outcome;
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private async ValueTask CloseAsync()
    {
        var closed = session;
        session = null;
        if (closed is not null)
            await closed.DisposeAsync();
    }
}
