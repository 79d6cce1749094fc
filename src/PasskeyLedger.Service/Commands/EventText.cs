using System.Globalization;
using System.Text;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.EventStore;
using PasskeyLedger.ReadModels;
using PasskeyLedger.Service.Forensics;

namespace PasskeyLedger.Service.Commands;

/// <summary>Events for people, a line each: when and where in the ledger, whose, what, and the gist of it.</summary>
internal static class EventText
{
    private const int LongestGist = 400;

    /// <param name="withUser">Says whose event it is.</param>
    public static string Line(StoredEvent stored, bool withUser)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{Time(stored.Timestamp)}  #{stored.Position}  ");
        if (withUser)
            line.Append(Printable.Of($"{stored.Stream.Tenant.Value} {LedgerStreams.SubOf(stored.Stream) ?? stored.Stream.Key.Value}")).Append("  ");
        line.Append(Printable.Of(stored.Type)).Append("  ").Append(Printable.Of(Gist(stored), LongestGist));
        if (Origin(stored) is { Length: > 0 } origin)
            line.Append("  [").Append(Printable.Of(origin, LongestGist)).Append(']');
        return line.ToString();
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // A tail shows what it cannot read, too: a newer version of the service may have written it.
    private static string Gist(StoredEvent stored)
    {
        try
        {
            return Gist(RecordedEvent.Of(stored).Event) ?? Encoding.UTF8.GetString(stored.Data.Span);
        }
        catch (UnreadableEventException)
        {
            return Encoding.UTF8.GetString(stored.Data.Span);
        }
    }

    private static string? Gist(IStoredEvent @event) => @event switch
    {
        RegistrationStarted started =>
            $"registration {started.RegistrationId} for {started.RelyingPartyId}, user verification {started.UserVerification.Value}, "
            + $"until {Time(started.ExpiresAt)}",
        RegistrationCompleted completed =>
            $"registration {completed.RegistrationId}: credential {completed.CredentialId} \"{completed.FriendlyName}\", model {completed.Aaguid}, "
            + $"format {completed.Format}, algorithm {Number(completed.Algorithm)}, attestation {completed.Attestation.Value}",
        RegistrationRejected rejected =>
            $"{rejected.Operation}: {rejected.Reason.Value}{(rejected.Step is { } step ? $" ({step})" : "")}: {rejected.Detail}",
        CredentialDeleted deleted => $"credential {deleted.CredentialId}",
        UserErased erased => $"personal data erased by {erased.ErasedBy}: {erased.Reason}",
        AuditRead read => $"{read.OperatorSub} of {read.Issuer}: {read.Operation}, {Number(read.ResultCount)} results",
        UserPoolConfigured configured => $"settings of {configured.Settings.Id}",
        _ => null,
    };

    private static string? Origin(StoredEvent stored) => !EventHeaders.TryRead(stored.Headers.Span, out var headers, out _)
        ? null
        : string.Join(", ", new[]
        {
            headers.SourceAddress is { } address ? $"from {address}" : null,
            headers.ClientId is { } client ? $"client {client}" : null,
            headers.RequestId is { Length: > 0 } request ? $"request {request}" : null,
        }.OfType<string>());

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
