using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ImageRetrieval.LocalHosting.Health;

/// <summary>One GET of a health address.</summary>
internal sealed class HealthProbe(HealthOptions options) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
    {
        Timeout = options.ProbeTimeout,
        MaxResponseContentBufferSize = 256 * 1024,
    };

    public async Task<HealthResult> AskAsync(Uri address, int expectedStatus, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(address, cancellationToken).ConfigureAwait(false);
            var status = (int)response.StatusCode;
            var (said, reason) = HealthBody.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return status == expectedStatus
                ? new HealthResult(said is HealthStatus.Degraded ? HealthStatus.Degraded : HealthStatus.Healthy, reason)
                : new HealthResult(HealthStatus.Unhealthy, reason ?? $"{address.AbsolutePath} answers {status}, not {expectedStatus}");
        }
        catch (HttpRequestException exception)
        {
            var refused = exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
            return new HealthResult(HealthStatus.Unhealthy, refused ? $"nothing listens on port {address.Port} yet" : exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthResult(HealthStatus.Unhealthy, $"{address.AbsolutePath} did not answer within {options.ProbeTimeout.TotalSeconds:0.#} s");
        }
    }

    public void Dispose() => _http.Dispose();
}
