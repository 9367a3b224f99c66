using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.ServiceDefaults.Streaming;

/// <summary>A value that is read periodically, as the source of server-sent events.</summary>
public static class PeriodicEvents
{
    /// <summary>Reads a value now and then once per period, and yields it. The stream ends, without an error, when the service stops or the token is cancelled.</summary>
    /// <param name="read">Reads the current value.</param>
    /// <param name="period">The time between two reads.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="lifetime">Ends the stream when the service stops; without it, a shutdown would wait for every open stream.</param>
    /// <param name="isUnchanged">Whether the second value equals the first, so that it is not sent again; null sends every value.</param>
    /// <param name="token">Cancelled when the client disconnects.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Func<CancellationToken, ValueTask<T>> read, TimeSpan period, TimeProvider clock, IHostApplicationLifetime lifetime, Func<T, T, bool>? isUnchanged = null, [EnumeratorCancellation] CancellationToken token = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(lifetime);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, token);
        using var timer = new PeriodicTimer(period, clock);
        T? last = null;
        do
        {
            var now = await read(token);
            if (last is not null && isUnchanged?.Invoke(last, now) == true)
                continue;
            last = now;
            yield return now;
        }
        while (await TickAsync(timer, either.Token));
    }

    private static async ValueTask<bool> TickAsync(PeriodicTimer timer, CancellationToken token)
    {
        try
        {
            return await timer.WaitForNextTickAsync(token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
