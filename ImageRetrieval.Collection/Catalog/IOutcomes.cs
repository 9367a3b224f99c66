namespace ImageRetrieval.Collection.Catalog;

/// <summary>Accepts the outcomes of one pass and stores them in their order, in batches. Thread-safe.</summary>
public interface IOutcomes
{
    /// <summary>Outcomes that are accepted and not yet stored, at most; what a caller must remember until it can read it back.</summary>
    int MostUnderWay { get; }

    /// <summary>Accepts an outcome; waits while too many are in progress. Not cancellable: finished work must be recorded.</summary>
    /// <exception cref="IOException">An earlier outcome could not be stored.</exception>
    /// <exception cref="CollectionException">An earlier outcome could not be stored.</exception>
    ValueTask AddAsync(Outcome outcome);

    /// <summary>Accepts no more; returns when everything is stored, or throws the reason why it could not be.</summary>
    Task CompleteAsync();
}
