namespace PasskeyLedger.Service.TransparencyLog;

internal static partial class TransparencyLogEvents
{
    [LoggerMessage(EventId = 2501, Level = LogLevel.Information, Message = "Checkpoints are signed as {Key}")]
    public static partial void Signing(ILogger logger, string key);

    [LoggerMessage(EventId = 2502, Level = LogLevel.Warning, Message = "No checkpoints are signed: {Reason}")]
    public static partial void NotSigning(ILogger logger, string reason);

    [LoggerMessage(EventId = 2503, Level = LogLevel.Debug, Message = "The checkpoint of {Size} events is signed")]
    public static partial void Signed(ILogger logger, long size);

    [LoggerMessage(EventId = 2504, Level = LogLevel.Critical, Message = "The log's tree contradicts what was signed, and no checkpoint is signed: {Reason} Run passkey-ledger verify")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(EventId = 2505, Level = LogLevel.Warning, Message = "The checkpoint was not signed ({Cause}); it is tried again")]
    public static partial void Interrupted(ILogger logger, string cause);

    [LoggerMessage(EventId = 2506, Level = LogLevel.Error, Message = "The checkpoint cannot be kept beside the key, and is not signed: {Path} has to be writable ({Cause})")]
    public static partial void CannotKeep(ILogger logger, string path, string cause);

    [LoggerMessage(EventId = 2507, Level = LogLevel.Critical, Message = "{Fault}")]
    public static partial void Altered(ILogger logger, string fault);

    [LoggerMessage(EventId = 2508, Level = LogLevel.Warning, Message = "Others than its user can read the signing key {Path}")]
    public static partial void KeyIsOpen(ILogger logger, string path);

    [LoggerMessage(EventId = 2509, Level = LogLevel.Critical, Message = "The log's tree does not grow: {Reason}")]
    public static partial void NotGrowing(ILogger logger, string reason);
}
