using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Local;
using ImageRetrieval.Evaluation.Predict;
using ImageRetrieval.Evaluation.Report;

namespace ImageRetrieval.Evaluation;

/// <summary>Evaluates every set with every model and writes the table.</summary>
internal static class Evaluation
{
    /// <summary>The exit status: 0.</summary>
    /// <exception cref="EvaluationException">A list, its images or the Api cannot be used.</exception>
    internal static async Task<int> RunAsync(EvaluationOptions options, TextWriter output, CancellationToken token)
    {
        var sets = options.CsvFiles.Select(file => LabelledSetReader.Read(file, options.Root)).ToList();
        var rows = new List<ResultRow>();
        foreach (var set in sets)
        {
            rows.AddRange(options.Api is null
                ? await LocalEvaluation.RunAsync(set, options, token)
                : await ApiEvaluation.RunAsync(set, options, token));
        }

        var report = MarkdownReport.Write(rows, options);
        await output.WriteAsync(report);
        if (options.OutFile is not null)
            await File.WriteAllTextAsync(options.OutFile, report, token);
        return 0;
    }
}
