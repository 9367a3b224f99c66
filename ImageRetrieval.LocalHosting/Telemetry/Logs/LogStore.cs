namespace ImageRetrieval.LocalHosting.Telemetry.Logs;

/// <summary>The newest log records of all resources.</summary>
internal sealed class LogStore(TelemetryOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<LogRecord> _records = new();
    private long _sequence;

    /// <summary>Records received since the start.</summary>
    public long Received => Interlocked.Read(ref _sequence);

    public int Count
    {
        get
        {
            lock (_lock)
                return _records.Count;
        }
    }

    public void Add(IReadOnlyList<LogRecord> records)
    {
        lock (_lock)
        {
            foreach (var record in records)
            {
                record.Sequence = ++_sequence;
                _records.Enqueue(record);
            }

            while (_records.Count > options.MaximumLogs)
                _records.Dequeue();
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LogRecord> Find(LogQuery query)
    {
        lock (_lock)
        {
            // The newest matches, without sorting the whole ring: it is in the order of arrival.
            return [.. _records.Where(query.Matches).TakeLast(query.Maximum)];
        }
    }

    public void Clear()
    {
        lock (_lock)
            _records.Clear();
    }
}
