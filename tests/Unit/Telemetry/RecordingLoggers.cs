using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OpenCode.Client.Tests.Telemetry;

/// <summary>Keeps everything that is logged, at every level.</summary>
internal sealed class RecordingLoggers : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, _entries);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Recorder(string category, ConcurrentQueue<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            entries.Enqueue(new LogEntry(category, LogLevel.Trace, default, $"scope {state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(", ", pairs) : "";
            entries.Enqueue(new LogEntry(category, logLevel, eventId, $"{formatter(state, exception)} | {values} | {exception}"));
        }
    }
}

/// <summary>One log message.</summary>
/// <param name="Category">The logger's category.</param>
/// <param name="Level">The level.</param>
/// <param name="Id">The event id.</param>
/// <param name="Text">The message, its values and the exception.</param>
internal sealed record LogEntry(string Category, LogLevel Level, EventId Id, string Text);
