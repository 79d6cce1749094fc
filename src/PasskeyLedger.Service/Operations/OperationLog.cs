namespace PasskeyLedger.Service.Operations;

internal static partial class OperationLog
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "The failure of {Operation} (request {RequestId}) is not in the ledger: {Cause}")]
    public static partial void FaultNotRecorded(ILogger logger, string operation, string requestId, string cause);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Information, Message = "{Operation} (request {RequestId}) came with a token that was refused: {Reason}")]
    public static partial void NotAuthorized(ILogger logger, string operation, string requestId, string reason);
}
