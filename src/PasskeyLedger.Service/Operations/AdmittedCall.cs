using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;
using PasskeyLedger.Service.Ledger;
using PasskeyLedger.Service.Protocol;

namespace PasskeyLedger.Service.Operations;

/// <summary>
/// The way that every operation takes around its own work: admit the caller, carry the command out, and turn a refusal into the wire's
/// exception once the ledger has it.
/// </summary>
internal sealed class AdmittedCall(
    CallerAccess access, PoolLedger pools, UserCommands commands, TimeProvider clock, ILogger<AdmittedCall> logger)
{
    /// <summary>Admits the caller and says what the decision is to be made under.</summary>
    /// <exception cref="Contracts.ServiceException">The caller is not admitted.</exception>
    public async Task<CallContext> AdmitAsync(
        string operation, string accessToken, CallOrigin origin, CancellationToken cancellationToken)
    {
        switch (await access.AdmitAsync(accessToken, origin, cancellationToken))
        {
            case Admission.Admitted(var caller, var pool):
                return await ContextAsync(caller, pool);

            case Admission.DeniedByPool(var caller, var pool, var detail):
                throw await RecordAsync(caller, pool, new(RejectionReason.NetworkRule, detail));

            case Admission.TooManyForUser(var caller, var pool):
                throw await RecordAsync(caller, pool, new(RejectionReason.UserRateExceeded, "Too many calls for this user; try again in a minute."));

            case Admission.Denied:
                throw WireExceptions.Forbidden();

            case Admission.TooManyFromAddress:
                throw WireExceptions.TooManyFromAddress();

            // Without the issuer's keys nothing is known of the token: that is the service's trouble, not the caller's.
            case Admission.NotAuthorized(TokenRefusal.KeysUnavailable):
                throw WireExceptions.Internal();

            case Admission.NotAuthorized(var reason):
                throw WireExceptions.NotAuthorized(reason);

            default:
                throw new InvalidOperationException("An admission without a meaning on the wire.");
        }

        async Task<CallContext> ContextAsync(Caller caller, UserPoolSettings pool) =>
            new(operation, caller, pool, await pools.VersionOfAsync(pool.Id, cancellationToken), LedgerTime.Now(clock));

        async Task<Contracts.ServiceException> RecordAsync(Caller caller, UserPoolSettings pool, Refusal refusal)
        {
            var context = await ContextAsync(caller, pool);
            await commands.RecordAsync(context, origin, context.Refuse(refusal), cancellationToken);
            return WireExceptions.Of(refusal);
        }
    }

    /// <summary>Carries a command out.</summary>
    /// <param name="decide">Pure; is asked again on fresh state after a conflict.</param>
    /// <param name="refuseClaimed">What is decided where another stream holds a key that the events claim.</param>
    /// <param name="presumed">What is decided on first where this node remembers nothing of the user; null: what the stream says.</param>
    /// <returns>The events that were appended, none where the command had been carried out before, and the state they were decided on.</returns>
    /// <exception cref="Contracts.ServiceException">The command is refused; the refusal is in the ledger.</exception>
    public async Task<(IReadOnlyList<IStoredEvent> Events, UserPasskeys State)> ExecuteAsync(
        CallContext context,
        CallOrigin origin,
        Func<UserPasskeys, Decision> decide,
        Func<UserPasskeys, Decision.Refused>? refuseClaimed,
        LoadedUser? presumed,
        CancellationToken cancellationToken)
    {
        Decided decided;
        try
        {
            decided = await commands.ExecuteAsync(context, origin, decide, refuseClaimed, presumed, cancellationToken);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or EventStoreBusyException))
        {
            await TryRecordFaultAsync(context, origin);
            throw;
        }

        return decided.Decision switch
        {
            Decision.Accepted accepted => (accepted.Events, decided.State),
            Decision.Refused refused => throw WireExceptions.Of(refused.Refusal),
            _ => throw new InvalidOperationException("A decision is accepted or refused."),
        };
    }

    // The fault may be that the ledger cannot be written to: then the log alone has it.
    private async Task TryRecordFaultAsync(CallContext context, CallOrigin origin)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            var refused = context.Refuse(new(RejectionReason.InternalError, "The service failed; its log has the details under the request id."));
            await commands.RecordAsync(context, origin, refused, patience.Token);
        }
        catch (Exception unrecorded)
        {
            OperationLog.FaultNotRecorded(logger, context.Operation, origin.RequestId, unrecorded.GetType().Name);
        }
    }
}
