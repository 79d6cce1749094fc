using System.Net;
using PasskeyLedger.Contracts.Events;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// Ordered rules that allow or deny callers. The first that matches decides; a caller that none matches is allowed.
/// </summary>
/// <remarks>
/// A caller whose address is not known matches every range that is denied and none that is allowed.
/// A header rule matches where one of the header's values holds its text, in whatever case.
/// </remarks>
public sealed class NetworkRules
{
    private readonly (NetworkRule Rule, IPNetwork? Range)[] rules;

    /// <param name="rules">Rules as the configuration's validation left them: each with a range or a header.</param>
    /// <exception cref="FormatException">A rule's range is not one.</exception>
    public NetworkRules(IEnumerable<NetworkRule> rules) => this.rules =
    [
        .. rules.Select(rule => (rule, rule.Cidr is null ? (IPNetwork?)null
            : AddressRange.TryParse(rule.Cidr, out var range) ? range
            : throw new FormatException($"'{rule.Cidr}' is not {AddressRange.Form}."))),
    ];

    /// <summary>The rule that denies the caller, in words, or null where none does.</summary>
    public string? Denial(CallOrigin origin)
    {
        for (var index = 0; index < rules.Length; index++)
        {
            var (rule, range) = rules[index];
            var denies = rule.Action == NetworkAction.Deny;
            if (!(range is { } network ? MatchesAddress(network, origin.Address, denies) : MatchesHeader(rule, origin.Headers)))
                continue;
            return denies ? $"network rule {index} denies {Describe(rule)}" : null;
        }

        return null;
    }

    private static bool MatchesAddress(IPNetwork range, IPAddress? address, bool denies) =>
        address is null ? denies : range.Contains(AddressRange.Plain(address));

    private static bool MatchesHeader(NetworkRule rule, IHeaderDictionary headers)
    {
        foreach (var value in headers[rule.Header!])
        {
            if (value is not null && value.Contains(rule.Contains ?? "", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static string Describe(NetworkRule rule) =>
        rule.Cidr is { } range ? $"addresses in {range}" : $"{rule.Header} with '{rule.Contains}'";
}
