namespace ImageRetrieval.Worker.Ingest;

/// <summary>The last pixels that were embedded: the catalog has them a moment later. Thread-safe.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class RecentPixels(int most)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<(string Space, string Pixels), string> _contents = [];
    private readonly Queue<(string Space, string Pixels)> _order = new();

    internal void Add(string space, string pixels, string sha256)
    {
        lock (_turn)
        {
            if (!_contents.TryAdd((space, pixels), sha256))
                return;
            _order.Enqueue((space, pixels));
            if (_order.Count > most)
                _contents.Remove(_order.Dequeue());
        }
    }

    /// <summary>The digest of the bytes that had these pixels; null when they are not among the last.</summary>
    internal string? Find(string space, string pixels)
    {
        lock (_turn)
            return _contents.GetValueOrDefault((space, pixels));
    }
}
