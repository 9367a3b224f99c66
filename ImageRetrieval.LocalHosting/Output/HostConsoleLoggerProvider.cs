using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Output;

/// <summary>The AppHost's own messages, among the output of its resources.</summary>
internal sealed class HostConsoleLoggerProvider(HostConsole console, ConsoleLogs logs) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new HostConsoleLogger(console, logs);

    public void Dispose()
    {
    }

    private sealed class HostConsoleLogger(HostConsole console, ConsoleLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var mark = logLevel switch
            {
                LogLevel.Warning => "warning: ",
                LogLevel.Error or LogLevel.Critical => "error: ",
                _ => "",
            };
            var cause = exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})";
            var text = mark + formatter(state, exception) + cause;
            console.Write(HostConsole.OwnName, text);
            logs.Append(HostConsole.OwnName, logLevel >= LogLevel.Error, text);
        }
    }
}
