using System.Net;
using System.Net.Sockets;

namespace PasskeyLedger.Testing;

/// <summary>Ports of this machine that nobody listens at.</summary>
public static class FreePorts
{
    // Below those that a system gives to connections on their way out: none of them takes a port between this look and its use.
    private const int Lowest = 10_000;
    private const int Highest = 32_000;

    /// <summary>So many different ones.</summary>
    public static int[] Find(int count)
    {
        HashSet<int> ports = [];
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                ports.Add(port);
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }

        return [.. ports];
    }
}
