namespace ImageRetrieval.Worker.Download;

/// <summary>
/// Bounds how many large images are in memory at once, from their download to their embedding: small ones are not
/// held up, and memory stays bounded for every list.
/// </summary>
internal sealed class LargeImages : IDisposable
{
    /// <summary>More bytes than this make an image large.</summary>
    internal const int FromBytes = 2 * 1024 * 1024;

    private const int AtOnce = 4;
    private readonly SemaphoreSlim _places = new(AtOnce, AtOnce);

    internal async Task<IDisposable> EnterAsync(CancellationToken token)
    {
        await _places.WaitAsync(token);
        return new Place(_places);
    }

    public void Dispose() => _places.Dispose();

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                places.Release();
        }
    }
}
