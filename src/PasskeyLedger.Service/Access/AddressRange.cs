using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// Ranges of IP addresses, where an IPv4 address that arrived mapped into IPv6 (<c>::ffff:203.0.113.7</c>) is the IPv4 address, and a
/// range of such addresses the IPv4 range.
/// </summary>
public static class AddressRange
{
    /// <summary>What may be given as a range, in words.</summary>
    public const string Form = "an address range such as 203.0.113.0/24 or 2001:db8::/32, or a single address";

    // RFC 4291, section 2.5.5.2: the IPv4 addresses are mapped to ::ffff:0:0/96.
    private const int MappedPrefix = 96;

    /// <summary>Reads <c>address/prefix</c> with no bits set behind the prefix, or an address alone.</summary>
    public static bool TryParse(string text, out IPNetwork range)
    {
        if (IPNetwork.TryParse(text, out range))
        {
            // The canonical text has the bits behind the prefix cleared: a range that was given with some set was not meant so.
            var given = IPAddress.Parse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)));
            var isMeant = range.BaseAddress.Equals(given);
            range = Plain(range);
            return isMeant;
        }

        if (TryParseAddress(text, out var address))
        {
            range = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return false;
    }

    /// <summary>Reads a single address, in its full form and out of its IPv4-mapped one.</summary>
    public static bool TryParseAddress(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = HasFullForm(text) && IPAddress.TryParse(text, out var parsed) ? Plain(parsed) : null;
        return address is not null;
    }

    /// <summary>The address itself, out of its IPv4-mapped form.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // The base of a shorter prefix is no mapped address any more: it has a bit less of ffff.
    private static IPNetwork Plain(IPNetwork range) => range.BaseAddress.IsIPv4MappedToIPv6
        ? new(range.BaseAddress.MapToIPv4(), range.PrefixLength - MappedPrefix)
        : range;

    // IPAddress.Parse takes "10" for 0.0.0.10.
    private static bool HasFullForm(string text) => text.Contains(':', StringComparison.Ordinal) || text.AsSpan().Count('.') == 3;
}
