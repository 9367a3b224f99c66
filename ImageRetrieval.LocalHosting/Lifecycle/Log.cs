using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.LocalHosting.Lifecycle;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Resource} {Reason}; it starts again in {DelaySeconds} s")]
    public static partial void Restarts(ILogger logger, string resource, string reason, double delaySeconds);

    [LoggerMessage(7, LogLevel.Error, "{Resource} has failed {Failures} times in a row and is not started again: {Reason}. Correct the cause, then start it in the dashboard")]
    public static partial void GivenUp(ILogger logger, string resource, int failures, string reason);

    [LoggerMessage(8, LogLevel.Information, "{Resource}: {Command}: {Outcome}")]
    public static partial void Commanded(ILogger logger, string resource, string command, string outcome);

    [LoggerMessage(2, LogLevel.Warning, "{Resource} did not stop within {TimeoutSeconds} s and was killed")]
    public static partial void Killed(ILogger logger, string resource, double timeoutSeconds);

    [LoggerMessage(3, LogLevel.Information, "{Resource} is now {Status}{Reason}")]
    public static partial void HealthChanged(ILogger logger, string resource, HealthStatus status, string reason);

    [LoggerMessage(4, LogLevel.Error, "{Resource} did not start: {Reason}")]
    public static partial void FailedToStart(ILogger logger, string resource, string reason);

    [LoggerMessage(5, LogLevel.Information, "Stopping: dependents first, then what they depend on")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(6, LogLevel.Information, "Still starting after {Seconds} s: {Missing}")]
    public static partial void StillStarting(ILogger logger, int seconds, string missing);
}
