using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Protocol;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>
/// The way that every read of the audit takes around its own work: admit the operator, read, and put the read itself into the ledger.
/// Only then is its answer given, so that nobody reads without a trace.
/// </summary>
internal sealed class RecordedRead(OperatorAccess access, IEventStore store, TimeProvider clock)
{
    /// <param name="operation">The operation's name as the wire has it.</param>
    /// <param name="request">The whole request as JSON; <see cref="RecordedRequest"/> says what of it is recorded.</param>
    /// <param name="read">Reads; null where the ledger has nothing of what was asked for, which is recorded too.</param>
    /// <exception cref="Contracts.ServiceException">The caller is not admitted, or there is nothing.</exception>
    /// <exception cref="EventStoreUnavailableException">The read could not be recorded.</exception>
    public async Task<TResponse> ExecuteAsync<TResponse>(
        string operation,
        string accessToken,
        ReadOnlyMemory<byte> request,
        CallOrigin origin,
        Func<Task<ReadAnswer<TResponse>?>> read,
        CancellationToken cancellationToken)
    {
        var reader = await AdmitAsync(accessToken, origin, cancellationToken);
        var answer = await read();
        await RecordAsync(reader, operation, request, answer?.Count ?? 0, origin, cancellationToken);
        return answer is null ? throw AuditExceptions.NotFound() : answer.Response;
    }

    private async Task<Operator> AdmitAsync(string accessToken, CallOrigin origin, CancellationToken cancellationToken) =>
        await access.AdmitAsync(accessToken, origin, cancellationToken) switch
        {
            OperatorAdmission.Admitted(var reader) => reader,
            OperatorAdmission.Denied => throw AuditExceptions.Forbidden(),
            OperatorAdmission.TooManyFromAddress => throw AuditExceptions.TooManyFromAddress(),
            // Without the issuer's keys nothing is known of the token: that is the service's trouble, not the caller's.
            OperatorAdmission.NotAuthorized(TokenRefusal.KeysUnavailable) => throw AuditExceptions.Internal(),
            OperatorAdmission.NotAuthorized(var reason) => throw AuditExceptions.NotAuthorized(reason),
            var admission => throw new InvalidOperationException($"{admission.GetType().Name} has no meaning on the wire."),
        };

    private async Task RecordAsync(
        Operator reader, string operation, ReadOnlyMemory<byte> request, int count, CallOrigin origin, CancellationToken cancellationToken)
    {
        var recorded = new AuditRead
        {
            Operation = operation,
            OperatorSub = reader.Sub.Value,
            Issuer = reader.Issuer,
            Request = RecordedRequest.Of(request),
            ResultCount = count,
        };
        var outcome = await store.AppendAsync(
            new Append
            {
                Stream = LedgerStreams.Operator(reader.Sub.Value),
                StreamType = LedgerStreams.OperatorStreamType,
                Expected = ExpectedVersion.Any,
                Events = [EventEnvelope.Of(recorded, reader.Sub, reader.ClientId, origin, LedgerTime.Now(clock))],
            },
            cancellationToken);
        if (outcome is not AppendOutcome.Committed)
            throw new InvalidOperationException("A read of the audit was not recorded.");
    }
}

/// <summary>What a read found, and how many results that is.</summary>
internal sealed record ReadAnswer<TResponse>(TResponse Response, int Count);
