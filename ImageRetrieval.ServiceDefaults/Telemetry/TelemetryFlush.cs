using Microsoft.Extensions.Hosting;
using OpenTelemetry;

namespace ImageRetrieval.ServiceDefaults.Telemetry;

/// <summary>Sends what is still held back when everything else has stopped, and does not wait long for a deaf receiver.</summary>
internal sealed class TelemetryFlush(OpenTelemetrySdk sdk) : IHostedLifecycleService
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(3);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(Task.Run(sdk.Dispose, CancellationToken.None), Task.Delay(s_timeout, CancellationToken.None));
}
