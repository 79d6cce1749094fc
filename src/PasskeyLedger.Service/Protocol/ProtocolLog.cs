namespace PasskeyLedger.Service.Protocol;

/// <summary>What the edge logs. Never a body, never a token.</summary>
internal static partial class ProtocolLog
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Information, Message = "{Operation} was refused with {ErrorCode} (request {RequestId})")]
    public static partial void Refused(ILogger logger, string operation, string errorCode, string requestId);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "{Operation} failed (request {RequestId})")]
    public static partial void Failed(ILogger logger, string operation, string requestId, Exception fault);
}
