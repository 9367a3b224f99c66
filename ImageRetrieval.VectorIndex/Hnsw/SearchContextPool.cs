namespace ImageRetrieval.VectorIndex;

/// <summary>A pool of search contexts: as many as run concurrently are kept; the rest is left to the garbage collector.</summary>
internal sealed class SearchContextPool(int count, int dimension, int maxLinks)
{
    private readonly SearchContext?[] _idle = new SearchContext?[2 * Environment.ProcessorCount];

    public SearchContext Rent()
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.Exchange(ref _idle[i], null) is { } context)
                return context;
        }

        return new SearchContext(count, dimension, maxLinks);
    }

    public void Return(SearchContext context)
    {
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.CompareExchange(ref _idle[i], context, null) is null)
                return;
        }
    }
}
