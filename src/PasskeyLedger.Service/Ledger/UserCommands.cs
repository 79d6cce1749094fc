using PasskeyLedger.EventStore;
using PasskeyLedger.Registration;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Ledger;

/// <summary>
/// Carries out a command on a user: decide on what is remembered of the user, append; where another call came in between, load, and
/// decide again. The append's version check makes a decision on something old, or on what was only presumed, come to nothing.
/// </summary>
internal sealed class UserCommands(UserLedger users)
{
    // Every lost race means that another call of the same user got through, so this many in a row is a fault, not bad luck.
    private const int MostAttempts = 50;

    /// <param name="decide">Pure; is asked again on fresh state after a conflict.</param>
    /// <param name="refuseClaimed">What is decided where another stream holds a key that the events claim.</param>
    /// <param name="presumed">
    /// What is decided on first where this node remembers nothing of the user; null: what the stream says. It spares a read where it is
    /// right, and costs an append that conflicts where it is not.
    /// </param>
    /// <returns>What was decided, when it is durable, and the state it was decided on.</returns>
    public async Task<Decided> ExecuteAsync(
        CallContext context,
        CallOrigin origin,
        Func<UserPasskeys, Decision> decide,
        Func<UserPasskeys, Decision.Refused>? refuseClaimed,
        LoadedUser? presumed,
        CancellationToken cancellationToken)
    {
        var unread = users.Remembered(context.Caller) ?? presumed;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var user = unread ?? await users.LoadAsync(context.Caller, cancellationToken);
            var decision = decide(user.State);
            if (decision is Decision.Accepted { Events: [] })
            {
                // Nothing is appended, so nothing checks the version: it holds on a state that has just been read.
                if (unread is null)
                    return new(decision, user.State);
                unread = null;
                continue;
            }

            unread = null;
            var outcome = await AppendAsync(decision, user);
            if (outcome is AppendOutcome.ClaimConflict && refuseClaimed is not null)
            {
                decision = refuseClaimed(user.State);
                outcome = await AppendAsync(decision, user);
            }

            switch (outcome)
            {
                case AppendOutcome.Committed:
                    return new(decision, user.State);
                case AppendOutcome.ClaimConflict conflict:
                    throw new InvalidOperationException($"A decision claims a {conflict.Claim.Kind} that it did not expect to be held.");
            }
        }

        throw new InvalidOperationException($"A command lost {MostAttempts} races in a row.");

        Task<AppendOutcome> AppendAsync(Decision decision, LoadedUser user) => decision switch
        {
            Decision.Accepted accepted => users.AppendAsync(context, origin, accepted.Events, user, cancellationToken),
            Decision.Refused refused => users.AppendAsync(context, origin, [refused.Event], user, cancellationToken),
            _ => throw new InvalidOperationException("A decision is accepted or refused."),
        };
    }

    /// <summary>Records a refusal that does not depend on what the user's stream holds.</summary>
    public Task RecordAsync(CallContext context, CallOrigin origin, Decision.Refused refused, CancellationToken cancellationToken) =>
        users.AppendAsync(context, origin, [refused.Event], decidedOn: null, cancellationToken);
}

/// <summary>A decision that is durable, and the state it was made on.</summary>
internal sealed record Decided(Decision Decision, UserPasskeys State);
