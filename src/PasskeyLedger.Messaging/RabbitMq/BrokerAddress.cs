using RabbitMQ.Client;

namespace PasskeyLedger.Messaging.RabbitMq;

/// <summary>What an AMQP URI holds: <c>amqp[s]://user:password@host:port/vhost</c>, each part percent-encoded.</summary>
public static class BrokerAddress
{
    /// <summary>Whether the client library can make something of it: one login, one virtual host.</summary>
    public static bool IsOne(Uri uri) => TryGive(new ConnectionFactory(), uri);

    /// <exception cref="ArgumentException">It is none. The text does not show it: it holds the password.</exception>
    internal static void Give(ConnectionFactory factory, Uri uri)
    {
        if (!TryGive(factory, uri))
            throw new ArgumentException("The broker's URI is not an AMQP URI that can be used.", nameof(uri));
    }

    private static bool TryGive(ConnectionFactory factory, Uri uri)
    {
        try
        {
            factory.Uri = uri;
            return true;
        }
        catch (ArgumentException)
        {
            // The library's text shows the login, password and all.
            return false;
        }
    }
}
