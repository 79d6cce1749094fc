namespace PasskeyLedger.Service.Trust;

internal static partial class TrustLog
{
    [LoggerMessage(EventId = 2201, Level = LogLevel.Information, Message = "The trust file {File} was read again")]
    public static partial void FileRead(ILogger logger, string file);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Error, Message = "The trust file {File} {Fault}; what was read of it before stays in force")]
    public static partial void FileFaulty(ILogger logger, string file, string fault);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "The FIDO metadata in {File} was to be replaced by {NextUpdate}")]
    public static partial void MetadataOutdated(ILogger logger, string file, DateOnly nextUpdate);

    [LoggerMessage(EventId = 2204, Level = LogLevel.Error, Message = "The trust file {File} could not be taken; what was read of it before stays in force")]
    public static partial void FileFailed(ILogger logger, string file, Exception failure);
}
