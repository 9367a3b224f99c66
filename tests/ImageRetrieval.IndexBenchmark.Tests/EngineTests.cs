using System.Diagnostics;
using ImageRetrieval.Fixtures;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Engines;
using ImageRetrieval.IndexBenchmark.Measures;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class EngineTests
{
    private static readonly BenchmarkOptions s_options = new() { K = 5 };
    private static readonly VectorSet s_set = Sets.Random(400, 20, 32);
    private static readonly Truth s_truth = new(s_set, s_options.K);

    [Theory]
    [InlineData("ours-float32")]
    [InlineData("ours-scan")]
    [InlineData("tensorprimitives")]
    public void An_engine_of_this_process_finds_the_truth(string name) => AssertFindsTheTruth(name);

    [EngineFact("hnswlib")]
    public void Hnswlib_finds_the_truth() => AssertFindsTheTruth("hnswlib");

    [EngineFact("usearch")]
    public void Usearch_finds_the_truth() => AssertFindsTheTruth("usearch");

    [EngineFact("hnswlib-debian")]
    public void Debians_hnswlib_finds_the_truth() => AssertFindsTheTruth("hnswlib-debian");

    [EngineFact("faiss-hnsw")]
    public void The_graph_of_faiss_finds_the_truth() => AssertFindsTheTruth("faiss-hnsw");

    [EngineFact("faiss-flat")]
    public void The_scan_of_faiss_finds_the_truth() => AssertFindsTheTruth("faiss-flat");

    [Fact]
    public void A_saved_graph_of_ours_answers_as_the_built_one() => AssertAnswersAfterOpening("ours-float32");

    [EngineFact("hnswlib")]
    public void A_saved_graph_of_hnswlib_answers_as_the_built_one() => AssertAnswersAfterOpening("hnswlib");

    [EngineFact("usearch")]
    public void A_saved_graph_of_usearch_answers_as_the_built_one() => AssertAnswersAfterOpening("usearch");

    [EngineFact("hnswlib")]
    public void Hnswlib_built_by_two_threads_finds_the_truth() => AssertFindsTheTruthWithTwoThreads("hnswlib");

    [EngineFact("usearch")]
    public void Usearch_asked_by_two_threads_finds_the_truth() => AssertFindsTheTruthWithTwoThreads("usearch");

    [Fact]
    public void Where_fewer_rows_exist_than_wanted_the_rest_is_none()
    {
        using var files = new ChildFiles(Sets.Random(3, 1, 8));
        using var engine = EngineList.Create("tensorprimitives", files, s_options);
        var found = new int[s_options.K];

        engine.Build();
        engine.Search(0, found);

        Assert.Equal([0, 1, 2], found[..3].Order());
        Assert.Equal([-1, -1], found[3..]);
    }

    [Fact]
    public void A_peer_whose_program_is_absent_says_what_to_install()
    {
        using var files = new ChildFiles(s_set);
        var missing = Assert.Throws<EngineMissingException>(() =>
            new ChildEngine("peer", false, files, new ProcessStartInfo("no-such-program"), s_options, "install it."));

        Assert.Contains("peer did not start", missing.Message, StringComparison.Ordinal);
        Assert.EndsWith("install it.", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_peer_that_ends_before_it_is_ready_gives_its_last_words()
    {
        using var files = new ChildFiles(s_set);
        var missing = Assert.Throws<EngineMissingException>(() =>
            new ChildEngine("peer", false, files, new ProcessStartInfo("/bin/sh", ["-c", "echo No module named x >&2"]), s_options, "install it."));

        Assert.Equal("No module named x: install it.", missing.Message);
    }

    [Fact]
    public void The_nearest_hits_are_kept_in_order()
    {
        var nearest = new Hit[3];
        int count = 0;
        foreach ((int row, float distance) in ((int, float)[])[(0, 0.5f), (1, 0.2f), (2, 0.9f), (3, 0.5f), (4, 0.1f)])
            count = NearestHits.Insert(nearest, count, new Hit(row, distance));

        Assert.Equal([4, 1, 0], nearest.Select(hit => hit.Row));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Shares_cover_a_range_once(int threads)
    {
        var visits = new int[10];
        Shares.Run(visits.Length, threads, (from, to) =>
        {
            for (int i = from; i < to; i++)
                Interlocked.Increment(ref visits[i]);
        });

        Assert.All(visits, count => Assert.Equal(1, count));
    }

    private static void AssertFindsTheTruth(string name)
    {
        using var files = new ChildFiles(s_set);
        using IEngine engine = EngineList.Create(name, files, s_options);
        var found = new int[s_set.Queries * s_options.K];

        Cost build = engine.Build();
        Cost search = engine.Search(s_set.Count, found);

        Assert.Equal(1, s_truth.Recall(found));
        Assert.True(build.CpuSeconds >= 0 && search.WallSeconds > 0);
    }

    private static void AssertFindsTheTruthWithTwoThreads(string name)
    {
        using var files = new ChildFiles(s_set);
        using var engine = (LocalEngine)EngineList.Create(name, files, s_options);
        var found = new int[s_set.Queries * s_options.K];

        engine.Build(threads: engine.BuildsWithThreads ? 2 : 1);
        engine.Search(s_set.Count, found, threads: 2);

        Assert.Equal(1, s_truth.Recall(found));
    }

    private static void AssertAnswersAfterOpening(string name)
    {
        using var folder = new TemporaryFolder();
        using var files = new ChildFiles(s_set);
        using IEngine built = EngineList.Create(name, files, s_options);
        using IEngine opened = EngineList.Create(name, files, s_options);
        ((ISavedEngine)built).Save(folder.Path);
        ((ISavedEngine)opened).Open(folder.Path);
        var found = new int[s_set.Queries * s_options.K];

        opened.Search(s_set.Count, found);

        Assert.Equal(1, s_truth.Recall(found));
    }
}
