using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Measures;
using ImageRetrieval.Evaluation.Report;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Evaluation.Local;

/// <summary>Runs the models here and judges exact rankings by cosine; below them, what chance would reach.</summary>
internal static class LocalEvaluation
{
    internal static async Task<IReadOnlyList<ResultRow>> RunAsync(LabelledSet set, EvaluationOptions options, CancellationToken token)
    {
        var models = await LoadAsync(options, token);
        try
        {
            var (readable, vectors) = await new SetEmbedder(models, options.Threads).EmbedAsync(set, token);
            var unreadable = set.Images.Count - readable.Images.Count;
            List<ResultRow> rows = [.. vectors.Select(model => Judged(readable, model, options, token))];
            rows.Add(Chance(readable, options.Seed));
            return rows.ConvertAll(row => row with { Unreadable = unreadable });
        }
        finally
        {
            foreach (var model in models)
                model.Dispose();
        }
    }

    private static async Task<IReadOnlyList<EmbeddingModel>> LoadAsync(EvaluationOptions options, CancellationToken token)
    {
        using var http = new HttpClient();
        var vision = new VisionOptions { ModelList = options.ModelList, ThreadsPerImage = 1 };
        if (options.Models.Count > 0)
            vision.Models = string.Join(',', options.Models);
        var loader = vision.CreateLoader(options.DataFolder, http);
        var models = new List<EmbeddingModel>();
        foreach (var name in vision.ModelNames)
            models.Add(await loader.LoadAsync(name, token: token));
        return models;
    }

    private static ResultRow Judged(LabelledSet set, ModelVectors model, EvaluationOptions options, CancellationToken token)
    {
        var judge = new Judge(set, options.Seed);
        var rankings = new VectorRankings(model.Vectors, options.Threads, token);
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
