using System.Diagnostics;
using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Report;

namespace ImageRetrieval.Evaluation.Predict;

/// <summary>Judges the answers of a running Api: the whole way, from the encoded image to the hits.</summary>
internal static class ApiEvaluation
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(100);

    internal static async Task<IReadOnlyList<ResultRow>> RunAsync(LabelledSet set, EvaluationOptions options, CancellationToken token)
    {
        using var http = new HttpClient { Timeout = s_timeout };
        var rows = new List<ResultRow>();
        // Without a name the Api uses its default, and returns its name.
        IEnumerable<string?> models = options.Models.Names.DefaultIfEmpty<string?>(null);
        foreach (var model in models)
            rows.Add(await RunAsync(set, new PredictClient(http, options.Api!, model, options.Count), options, token));
        return rows;
    }

    private static async Task<ResultRow> RunAsync(LabelledSet set, PredictClient client, EvaluationOptions options, CancellationToken token)
    {
        var answers = new ApiAnswers(set, options);
        using (var progress = new ProgressLine(set.Name, set.Images.Count))
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Requests, CancellationToken = token };
            await Parallel.ForAsync(0, set.Images.Count, parallel, async (query, cancelled) =>
            {
                var image = await ReadAsync(set.Images[query], cancelled);
                var start = Stopwatch.GetTimestamp();
                answers.Add(query, await client.AskAsync(set.Images[query].ImageId, image, cancelled), Stopwatch.GetElapsedTime(start));
                progress.Advance();
            });
        }
        return answers.Row();
    }

    private static async Task<byte[]> ReadAsync(LabelledImage image, CancellationToken token)
    {
        try
        {
            return await File.ReadAllBytesAsync(image.Path, token);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"The image '{image.ImageId}' cannot be read: {error.Message}", error);
        }
    }
}
