using ImageRetrieval.LocalHosting.Lifecycle;

namespace ImageRetrieval.LocalHosting.Output;

/// <summary>What the resources wrote to their consoles.</summary>
internal sealed class ConsoleLogs(TimeProvider time)
{
    private const int LinesPerResource = 5_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LogRing> _rings = [];
    private long _sequence;

    public ChangeSignal Changed { get; } = new();

    public LogLine Append(string resource, bool isError, string text)
    {
        LogLine line;
        lock (_lock)
        {
            line = new LogLine(++_sequence, time.GetUtcNow(), resource, isError, text);
            if (!_rings.TryGetValue(resource, out var ring))
                _rings[resource] = ring = new LogRing(LinesPerResource);
            ring.Add(line);
        }

        Changed.Pulse();
        return line;
    }

    /// <summary>The newest lines after a sequence number, oldest first; of all resources when none is named.</summary>
    public IReadOnlyList<LogLine> Read(string? resource, long after, int maximum)
    {
        lock (_lock)
        {
            var rings = resource is null ? _rings.Values : _rings.Where(ring => ring.Key == resource).Select(ring => ring.Value);
            return
            [
                .. rings.SelectMany(ring => ring.Lines)
                    .Where(line => line.Sequence > after)
                    .OrderBy(line => line.Sequence)
                    .TakeLast(maximum),
            ];
        }
    }
}
