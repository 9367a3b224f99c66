using ImageRetrieval.Collection.Search;

namespace ImageRetrieval.Collection.Tests.Contract;

public sealed class CountedEvents : IIndexEvents
{
    public int Swaps { get; private set; }

    public int Refusals { get; private set; }

    public void Swapped(string model) => Swaps++;

    public void Refused(string model) => Refusals++;
}
