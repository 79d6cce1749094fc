using Microsoft.Extensions.Logging;

namespace PasskeyLedger.Service.Tests.Http;

/// <summary>Hands on every line that is logged, with its exception.</summary>
internal sealed class LogCapture(Action<string> write) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Capturing(categoryName, write);

    public void Dispose()
    {
    }

    private sealed class Capturing(string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            write($"{logLevel} {category} {formatter(state, exception)} {exception}");
    }
}
