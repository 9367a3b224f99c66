using ImageRetrieval.IndexBenchmark.Measures;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class FiguresTests
{
    [Fact]
    public void The_median_of_an_even_number_is_between_the_middle_two()
    {
        Assert.Equal(2, Median.Of([9, 1, 2]));
        Assert.Equal(2.5, Median.Of([9, 1, 3, 2]));
        Assert.Throws<ArgumentException>(() => Median.Of([]));
    }

    [Fact]
    public void Scan_and_graph_cost_the_same_where_their_ratio_passes_one()
    {
        Assert.Equal(2000, Crossover.Find([(500, 0.25), (1000, 0.5), (4000, 2), (8000, 4)])!.Value, 1e-6);
        Assert.Null(Crossover.Find([(500, 1.5), (1000, 3)]));
        Assert.Null(Crossover.Find([(500, 0.2), (1000, 0.4)]));
    }

    [Fact]
    public void Resident_memory_is_read_from_the_status_of_a_process()
    {
        var memory = ResidentMemory.Parse(["Name:\tdotnet", "VmRSS:\t   30000 kB", "RssAnon:\t   10000 kB", "RssFile:\t   20000 kB"]);

        Assert.Equal(new ResidentMemory(30_000, 10_000, 20_000), memory);
        Assert.Contains("RssFile", Assert.Throws<FormatException>(() => ResidentMemory.Parse(["VmRSS: 1 kB", "RssAnon: 1 kB"])).Message, StringComparison.Ordinal);
    }
}
