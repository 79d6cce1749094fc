using Microsoft.Extensions.Logging;
using PasskeyLedger.Service.Access;

namespace PasskeyLedger.Service.Tests.Access;

/// <summary>What is logged of calls that are turned away.</summary>
internal sealed class RecordedLog : ILogger<OriginAccess>
{
    public List<string> Messages { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Messages.Add(formatter(state, exception));
}
