using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using PasskeyLedger.Contracts.Events;
using PasskeyLedger.Registration;

namespace PasskeyLedger.Service.Access;

/// <summary>
/// How often an address and a user may call. An IPv6 caller is counted by its /64, which is what one subscriber has at the least;
/// callers without an address are counted together.
/// </summary>
/// <param name="perAddressPerMinute">Calls a minute from one address.</param>
/// <param name="perUserPerMinute">Calls a minute of one user, where the pool has no limit of its own.</param>
public sealed class CallRates(int perAddressPerMinute, int perUserPerMinute)
{
    /// <summary>The highest limit that can be kept.</summary>
    public const int MaximumPerMinute = 1_000_000;

    private const int Keys = 64 * 1024;
    private const int SharedBuckets = 1024;

    private readonly LimiterTable<UInt128> addresses = new(Keys, SharedBuckets);
    private readonly LimiterTable<(UserPoolId Pool, Sub Sub)> users = new(Keys, SharedBuckets);

    /// <summary>Counts a call from an address; false where it is one too many.</summary>
    public bool AllowsAddress(IPAddress? address) => addresses.TryTake(AddressKey(address), perAddressPerMinute);

    /// <summary>Counts a call of a user; false where it is one too many.</summary>
    public bool AllowsUser(Caller caller, UserPoolSettings pool) =>
        users.TryTake((caller.Pool, caller.Sub), pool.RateLimits.PerUserPerMinute ?? perUserPerMinute);

    private static UInt128 AddressKey(IPAddress? address)
    {
        if (address is null)
            return UInt128.MaxValue;
        Span<byte> bytes = stackalloc byte[16];
        address = AddressRange.Plain(address);
        var isSubscribersNetwork = address.AddressFamily == AddressFamily.InterNetworkV6;
        (isSubscribersNetwork ? address : address.MapToIPv6()).TryWriteBytes(bytes, out _);
        if (isSubscribersNetwork)
            bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
