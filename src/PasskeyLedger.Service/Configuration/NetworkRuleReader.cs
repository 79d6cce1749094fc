using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Service.Access;
using Keys = PasskeyLedger.Service.Configuration.ConfigurationKeys;

namespace PasskeyLedger.Service.Configuration;

/// <summary>Reads a list of network rules.</summary>
internal static class NetworkRuleReader
{
    private static readonly string Actions = $"{NetworkAction.Allow} or {NetworkAction.Deny}";

    private const string Form = "a list of rules, each with Action and either Cidr, or Header and Contains";

    public static IReadOnlyList<NetworkRule> Read(SettingsReader section, string key) =>
        [.. section.Sections(key, Form).Select(ReadRule)];

    private static NetworkRule ReadRule(SettingsReader rule)
    {
        var action = rule.Required(Keys.NetworkRule.Action, Actions, text => ActionOf(text) is not null);
        var range = rule.Text(Keys.NetworkRule.Cidr, AddressRange.Form, text => AddressRange.TryParse(text, out _));
        var header = rule.Text(Keys.NetworkRule.Header, "a header's name", IsHeaderName);
        var contains = rule.Text(Keys.NetworkRule.Contains);

        var hasRange = rule.IsGiven(Keys.NetworkRule.Cidr);
        var hasHeader = rule.IsGiven(Keys.NetworkRule.Header);
        if (hasRange && hasHeader)
            rule.Fault(Keys.NetworkRule.Cidr, "is given beside Header", "either Cidr or Header");
        if (!hasRange && !hasHeader)
            rule.Fault(Keys.NetworkRule.Cidr, "is missing, and so is Header", "either Cidr or Header");
        if (hasHeader && contains is null)
            rule.Fault(Keys.NetworkRule.Contains, "is missing", "a text that the header's value holds");
        if (hasRange && contains is not null)
            rule.Fault(Keys.NetworkRule.Contains, "is given beside Cidr", "nothing: it goes with Header");
        rule.RefuseOthers();

        return new NetworkRule
        {
            Action = ActionOf(action) ?? NetworkAction.Deny,
            Cidr = range is not null && AddressRange.TryParse(range, out var network) ? network.ToString() : null,
            Header = header,
            Contains = contains,
        };
    }

    private static NetworkAction? ActionOf(string text) =>
        text.Equals(NetworkAction.Allow.Value, StringComparison.OrdinalIgnoreCase) ? NetworkAction.Allow
        : text.Equals(NetworkAction.Deny.Value, StringComparison.OrdinalIgnoreCase) ? NetworkAction.Deny
        : null;

    // A token of RFC 9110, section 5.6.2.
    private static bool IsHeaderName(string text) =>
        text.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal));
}
