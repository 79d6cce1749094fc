using System.Text.Json;
using System.Text.Json.Nodes;
using PasskeyLedger.Contracts.Audit;

namespace PasskeyLedger.Service.Operations.Audit;

/// <summary>What of a request to the audit goes on record.</summary>
internal static class RecordedRequest
{
    /// <summary>Stands where something was asked for and is not recorded.</summary>
    public const string Withheld = "[withheld]";

    private const string Token = nameof(SearchAuditEventsRequest.AccessToken);
    private const string Address = nameof(SearchAuditEventsRequest.SourceAddress);
    private const string NextToken = nameof(SearchAuditEventsRequest.NextToken);

    /// <summary>All of it but the access token, and of an address only that there was one.</summary>
    /// <remarks>
    /// An address is of everybody who called from it, so there is no one whose key it could be sealed with, and a record in the clear would
    /// outlive the erasure of each of them. A page token names an event that was found: beside another user's event with its address still
    /// readable it would say the address, too.
    /// </remarks>
    public static JsonElement Of(ReadOnlyMemory<byte> request)
    {
        var members = JsonNode.Parse(request.Span)!.AsObject();
        members.Remove(Token);
        if (members.ContainsKey(Address))
        {
            foreach (var member in new[] { Address, NextToken }.Where(members.ContainsKey))
                members[member] = Withheld;
        }

        return JsonSerializer.SerializeToElement(members);
    }
}
