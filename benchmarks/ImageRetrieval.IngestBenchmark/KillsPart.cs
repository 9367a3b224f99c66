using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Tests;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>SIGKILLs at seeded moments, against an undisturbed run.</summary>
internal static class KillsPart
{
    private const int Queries = 500;

    // Graphs over the same images that came in another order find the same share of the nearest, within chance.
    private const double RecallTolerance = .002;

    private static readonly TimeSpan s_limit = TimeSpan.FromHours(2);

    internal static async Task RunAsync(Workbench bench)
    {
        await RunOnceAsync(bench, "whole", kills: 0);
        var killed = await RunOnceAsync(bench, "killed", bench.Options.Kills);
        var (expected, found) = (IngestOutcome.Catalog(bench.PathOf("whole")), IngestOutcome.Catalog(bench.PathOf("killed")));
        var (answers, answersFound) = (IngestOutcome.Answers(bench.PathOf("whole"), Queries), IngestOutcome.Answers(bench.PathOf("killed"), Queries));
        var (byGraph, byGraphFound) = (IngestOutcome.GraphAnswers(bench.PathOf("whole"), Queries), IngestOutcome.GraphAnswers(bench.PathOf("killed"), Queries));
        var (recall, recallFound) = (IngestOutcome.Recall(bench.PathOf("whole"), Queries), IngestOutcome.Recall(bench.PathOf("killed"), Queries));
        bench.Judge($"kills that found the Worker at work: {killed} of {bench.Options.Kills}", killed == bench.Options.Kills);
        bench.Judge($"rows of the catalog that differ: {expected.Except(found).Count()} of {expected.Count}", expected.SequenceEqual(found) && expected.Count == bench.Options.Rows);
        bench.Judge($"exact answers that differ: {answers.Except(answersFound).Count()} of {answers.Count}", answers.SequenceEqual(answersFound) && answers.Count > 0);
        bench.Judge(
            $"recall@10 of the graph: {recallFound:F4}, undisturbed {recall:F4}; answers by the graph that differ: {byGraph.Except(byGraphFound).Count()} of {byGraph.Count}",
            recallFound >= recall - RecallTolerance);
    }

    private static async Task<int> RunOnceAsync(Workbench bench, string data, int kills)
    {
        var rows = bench.Options.Rows;
        await using var server = await FaultyPictureServer.StartAsync(bench.Options.Seed);
        bench.WriteList(Enumerable.Range(0, rows).Select(i => $"{server.Url(i)},{i}"));
        var (random, done) = (new Random(bench.Options.Seed), 0);
        for (var i = 0; i < kills; i++)
        {
            await using var killed = bench.Start(data, FaultsPart.Limits);
            await Task.WhenAny(server.RequestAsync(server.Requests + 1 + random.Next(Math.Max(1, rows * 3 / 2 / (kills + 1)))), killed.WhenExited());
            // Some more time, so that kills fall into embeddings and snapshots too.
            await Task.Delay(random.Next(200));
            if (killed.HasExited)
                continue;
            await killed.KillAsync();
            done++;
        }
        await using var last = bench.Start(data, FaultsPart.Limits);
        bench.Judge($"exit code of the last run over '{data}'", await last.ExitAsync(s_limit) == 0);
        return done;
    }
}
