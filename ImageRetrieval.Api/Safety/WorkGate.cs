using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Safety;

/// <summary>
/// The one gate of all work that takes a core: as much at once as there are cores, because more makes all of it slower; some of it
/// waits, and the rest is refused and comes back later. Work is served in the order of its arrival, but heavy work leaves half of
/// the places to light work while there is any, so that no batch determines how long all clients wait.
/// </summary>
internal sealed class WorkGate(IOptions<SafetyOptions> options, TimeProvider clock)
{
    private const int RetryAfterSeconds = 1;

    // On a single core, light work shares it with heavy work instead of waiting for its end.
    internal static readonly int Places = Math.Max(2, Environment.ProcessorCount);

    private static readonly TimeSpan s_lightIsNear = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<GatePlace> _waiting = new();
    private int _running;
    private int _runningHeavy;
    private long? _lastLight;

    /// <summary>Whether nothing runs or waits.</summary>
    internal bool IsIdle
    {
        get
        {
            lock (_lock)
                return _running == 0 && _waiting.Count == 0;
        }
    }

    /// <summary>Runs a piece of work when its turn comes. Heavy pieces get their own thread, so that the thread pool stays free for requests.</summary>
    /// <param name="weight">What it costs, by <see cref="WorkWeight"/>.</param>
    /// <param name="work">It checks the token often.</param>
    /// <param name="token">Ends the waiting and the work.</param>
    /// <exception cref="RefusalException">Too much work is waiting already (503).</exception>
    internal async Task<T> RunAsync<T>(int weight, Func<CancellationToken, T> work, CancellationToken token)
    {
        using var place = await EnterAsync(weight, token);
        return WorkWeight.IsHeavy(weight)
            ? await HeavyThread.Run(() => work(token), token)
            : work(token);
    }

    /// <summary>As above, for work that may wait; until it first does, it runs where CPU work would.</summary>
    /// <inheritdoc cref="RunAsync"/>
    internal async Task<T> RunTaskAsync<T>(int weight, Func<CancellationToken, ValueTask<T>> work, CancellationToken token)
    {
        using var place = await EnterAsync(weight, token);
        return WorkWeight.IsHeavy(weight)
            ? await await HeavyThread.Run(() => work(token).AsTask(), token)
            : await work(token);
    }

    /// <summary>Waits for a core, which is free again when the result is disposed.</summary>
    /// <inheritdoc cref="RunAsync"/>
    internal async ValueTask<IDisposable> EnterAsync(int weight, CancellationToken token)
    {
        var place = new GatePlace(this, WorkWeight.IsHeavy(weight));
        if (Take(place, token))
            return place;
        await using var cancelled = token.Register(() => GiveUp(place, token));
        return await place.Turn;
    }

    internal void Leave(GatePlace place)
    {
        lock (_lock)
        {
            _running--;
            _runningHeavy -= place.IsHeavy ? 1 : 0;
            for (var next = _waiting.First; next is not null && _running < Places;)
            {
                var (node, after) = (next, next.Next);
                if (IsFreeFor(node.Value.IsHeavy))
                {
                    _waiting.Remove(node);
                    Begin(node.Value);
                    node.Value.Call();
                }
                next = after;
            }
        }
    }

    private bool Take(GatePlace place, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!place.IsHeavy)
                _lastLight = clock.GetTimestamp();
            if (IsFreeFor(place.IsHeavy))
            {
                Begin(place);
                return true;
            }
            if (_waiting.Count >= options.Value.MaxWaiting)
                throw RefusalException.Unavailable($"The service is busy: {options.Value.MaxWaiting} tasks are already waiting.", RetryAfterSeconds);
            _waiting.AddLast(place);
            return false;
        }
    }

    private void GiveUp(GatePlace place, CancellationToken token)
    {
        lock (_lock)
        {
            if (_waiting.Remove(place))
                place.Cancel(token);
        }
    }

    private void Begin(GatePlace place)
    {
        _running++;
        _runningHeavy += place.IsHeavy ? 1 : 0;
    }

    private bool IsFreeFor(bool heavy) => _running < Places && (!heavy || _runningHeavy < HeavyPlaces);

    private int HeavyPlaces => _lastLight is { } last && clock.GetElapsedTime(last) < s_lightIsNear ? Places / 2 : Places;
}
