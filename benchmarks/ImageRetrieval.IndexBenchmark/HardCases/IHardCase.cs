using ImageRetrieval.IndexBenchmark.Data;

namespace ImageRetrieval.IndexBenchmark.HardCases;

/// <summary>Data that graphs are known to suffer from.</summary>
internal interface IHardCase
{
    /// <summary>A few words for the table.</summary>
    string Name { get; }

    /// <summary>A set of that kind, of the size of <paramref name="set"/>; seeded.</summary>
    VectorSet Make(VectorSet set, int seed);
}
