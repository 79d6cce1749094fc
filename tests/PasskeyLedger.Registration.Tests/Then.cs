using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Registration.Tests;

/// <summary>What a decision is expected to be.</summary>
internal static class Then
{
    /// <summary>The decision is a refusal for this reason, and its event says the same.</summary>
    public static RegistrationRejected IsRefused(Decision decision, RejectionReason reason)
    {
        var refused = decision.ShouldBeOfType<Decision.Refused>();
        refused.Refusal.Reason.ShouldBe(reason, refused.Refusal.Detail);
        refused.Event.Reason.ShouldBe(reason);
        refused.Event.Exception.ShouldBe(refused.Refusal.Exception);
        refused.Event.Detail.ShouldNotBeEmpty();
        return refused.Event;
    }
}
