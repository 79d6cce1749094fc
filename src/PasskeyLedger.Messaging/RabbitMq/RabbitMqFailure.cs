using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace PasskeyLedger.Messaging.RabbitMq;

/// <summary>Puts what goes wrong with a broker into words. None of them holds the URI or the password.</summary>
internal static class RabbitMqFailure
{
    /// <summary>The fault is with the broker or the way there, or it is what the broker answered.</summary>
    public static bool IsBrokers(Exception failure) => failure is RabbitMQClientException or IOException or TimeoutException
        or SocketException or OperationCanceledException or ObjectDisposedException or ChannelClosedException
        or AuthenticationException or CryptographicException or UnauthorizedAccessException;

    public static string Reason(Exception failure) => failure switch
    {
        BrokerUnreachableException { InnerException: { } inner } => Reason(inner is AggregateException several ? several.InnerExceptions[^1] : inner),
        AuthenticationFailureException => "the broker refuses the login",
        AuthenticationException => "the broker's TLS certificate is not accepted: it is for another host, of an authority that is not trusted, or not valid now",
        CryptographicException or UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException =>
            $"the file with the broker's authorities cannot be used ({failure.GetType().Name})",
        OperationInterruptedException { ShutdownReason: { } shutdown } => Reason(shutdown),
        ConnectFailureException { InnerException: { } inner } => Reason(inner),
        SocketException socket => $"the broker cannot be reached ({socket.SocketErrorCode})",
        OperationCanceledException or TimeoutException => "the broker does not answer",
        _ => $"the broker cannot be reached ({failure.GetType().Name})",
    };

    public static string Reason(ShutdownEventArgs shutdown) => shutdown.Initiator == ShutdownInitiator.Peer
        ? $"the broker answers {shutdown.ReplyCode} {shutdown.ReplyText}"
        : "the connection to the broker broke";
}
