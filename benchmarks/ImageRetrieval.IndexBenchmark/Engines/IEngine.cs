namespace ImageRetrieval.IndexBenchmark.Engines;

/// <summary>Something that is built over the rows of a set and answers its queries, in this process or in a child.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>What <c>--engines</c> calls it.</summary>
    string Name { get; }

    /// <summary>Library and version.</summary>
    string Title { get; }

    /// <summary>Whether it compares with every row: then there is no efSearch.</summary>
    bool IsExact { get; }

    /// <summary>Builds, or builds anew, on one thread. To be called before the first search.</summary>
    Cost Build();

    /// <summary>Answers all queries on one thread.</summary>
    /// <param name="ef">Candidates kept; without meaning for an exact engine.</param>
    /// <param name="found">Receives k rows for each query, nearest first; -1 where fewer were found.</param>
    Cost Search(int ef, int[] found);
}
