using ImageRetrieval.Evaluation.Local;
using ImageRetrieval.Evaluation.Predict;
using ImageRetrieval.Evaluation.Report;

namespace ImageRetrieval.Evaluation;

/// <summary>Evaluates every set with every model and writes the table.</summary>
internal static class Evaluation
{
    /// <exception cref="EvaluationException">A list, its images or the Api cannot be used.</exception>
    internal static async Task RunAsync(EvaluationOptions options, TextWriter output, CancellationToken token)
    {
        var sets = options.Lists.Read();
        var rows = new List<ResultRow>();
        foreach (var set in sets)
        {
            rows.AddRange(options.Api is null
                ? await LocalEvaluation.RunAsync(set, options, token)
                : await ApiEvaluation.RunAsync(set, options, token));
        }

        await options.Report.WriteAsync(MarkdownReport.Write(rows, options), output, token);
    }
}
