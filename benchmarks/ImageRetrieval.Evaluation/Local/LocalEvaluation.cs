using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Measures;
using ImageRetrieval.Evaluation.Report;

namespace ImageRetrieval.Evaluation.Local;

/// <summary>Runs the models here and judges exact rankings by cosine; below them, what chance would reach.</summary>
internal static class LocalEvaluation
{
    internal static async Task<IReadOnlyList<ResultRow>> RunAsync(LabelledSet set, EvaluationOptions options, CancellationToken token)
    {
        var embedded = await EmbeddedSet.MakeAsync(set, options.Models, token);
        List<ResultRow> rows = [.. embedded.Models.Select(model => Judged(embedded.Set, model, options, token))];
        rows.Add(Chance(embedded.Set, options.Seed));
        return rows.ConvertAll(row => row with { Unreadable = embedded.Unreadable });
    }

    private static ResultRow Judged(LabelledSet set, ModelVectors model, EvaluationOptions options, CancellationToken token)
    {
        var judge = new Judge(set, options.Seed);
        var rankings = new VectorRankings(model.Vectors, options.Models.Threads, token);
        var queries = rankings.Exact((query, ranking) => judge.Query(query, ranking.Select(neighbor => new Hit(neighbor.Node, -neighbor.Distance))));
        return new ResultRow(set, model.Model, Quality.Of(queries))
        {
            Dimension = model.Dimension,
            IndexRecalls = [.. options.EfSearch.Select(ef => rankings.Recall(ef))],
            DecodeMs = model.DecodeMs,
            EmbedMs = model.EmbedMs,
        };
    }

    /// <summary>All scores equal: their random order is what a feature without any meaning reaches.</summary>
    private static ResultRow Chance(LabelledSet set, int seed)
    {
        var judge = new Judge(set, seed);
        var all = Enumerable.Range(0, set.Images.Count).Select(image => new Hit(image, 0)).ToList();
        return new ResultRow(set, "(random order)", Quality.Of([.. all.Select(query => judge.Query(query.Image, all))]));
    }
}
