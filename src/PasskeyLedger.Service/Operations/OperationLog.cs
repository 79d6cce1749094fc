namespace PasskeyLedger.Service.Operations;

internal static partial class OperationLog
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "The failure of {Operation} (request {RequestId}) is not in the ledger: {Cause}")]
    public static partial void FaultNotRecorded(ILogger logger, string operation, string requestId, string cause);
}
