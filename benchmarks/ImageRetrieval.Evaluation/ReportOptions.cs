using System.CommandLine;

namespace ImageRetrieval.Evaluation;

/// <summary>Where a report goes, and what its chance depends on.</summary>
internal sealed class ReportOptions(ParseResult line)
{
    private static readonly Option<string> s_out = new("--out") { HelpName = "FILE", Description = "Writes the report to this file as well." };
    private static readonly Option<int> s_seed = Numbers.Option("--seed", 0, int.MaxValue, 42, "Of all that is drawn at random: the order of equal scores, splits, samples.");

    internal string? OutFile => line.GetValue(s_out);

    internal int Seed => line.GetValue(s_seed);

    internal static void AddTo(Command command)
    {
        command.Add(s_out);
        command.Add(s_seed);
    }

    /// <summary>Writes a finished report to its destination.</summary>
    /// <exception cref="EvaluationException">The file cannot be written; the report is on <paramref name="output"/> then.</exception>
    internal async Task WriteAsync(string report, TextWriter output, CancellationToken token)
    {
        await output.WriteAsync(report);
        if (OutFile is not null)
            await WriteFileAsync(OutFile, report, token);
    }

    /// <exception cref="EvaluationException">The file cannot be written.</exception>
    internal static async Task WriteFileAsync(string file, string text, CancellationToken token)
    {
        try
        {
            await File.WriteAllTextAsync(file, text, token);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"The report cannot be written to '{file}': {error.Message}", error);
        }
    }
}
