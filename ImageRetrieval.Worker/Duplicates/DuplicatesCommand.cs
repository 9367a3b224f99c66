using System.CommandLine;
using System.Globalization;
using CsvHelper;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>The command <c>duplicates --csv FILE</c>: the groups of copies as a table. It reads what is published, even while the service runs.</summary>
internal static class DuplicatesCommand
{
    private const int Done = 0, Failed = 1;

    private static readonly Dictionary<string, DuplicateLevel> s_levels = new(StringComparer.Ordinal)
    {
        ["bytes"] = DuplicateLevel.Bytes, ["picture"] = DuplicateLevel.Picture, ["edited"] = DuplicateLevel.Edited,
    };

    /// <param name="configuration">Read when the command runs: the options are in it by then.</param>
    internal static Command Create(IConfiguration configuration)
    {
        var csv = new Option<string>("--csv") { HelpName = "FILE", Description = "The table to write: one row for each image of a group.", Required = true };
        var model = new Option<string>("--model") { HelpName = "NAME", Description = "The model whose index was searched for candidates. Default: the first of Vision:Models." };
        var level = new Option<string>("--level") { HelpName = "LEVEL", Description = "bytes, picture (also saved again or resized) or edited (also cropped, framed, mirrored, recoloured). Default: edited.", DefaultValueFactory = _ => "edited" };
        level.AcceptOnlyFromAmong([.. s_levels.Keys]);
        var threshold = new Option<float>("--threshold")
        {
            HelpName = "NUMBER", Description = "The minimum similarity to the kept image, 0.88 to 1. Default: 0.905.", DefaultValueFactory = _ => DuplicateRule.DefaultSimilarity,
            CustomParser = given =>
            {
                if (!float.TryParse(given.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(number is >= DuplicateRule.LeastSimilarity and <= 1))
                    given.AddError($"--threshold is '{given.Tokens[0].Value}'; it must be 0.88 to 1.");
                return number;
            },
        };
        var command = new Command("duplicates", "Writes the groups of copies as a table (CSV); the service may be running.") { csv, model, level, threshold };
        command.SetAction(async (line, token) =>
        {
            var data = configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions();
            var vision = configuration.GetSection(VisionOptions.Section).Get<VisionOptions>() ?? new VisionOptions();
            var request = new Request(line.GetValue(model) ?? vision.ModelNames[0], s_levels[line.GetRequiredValue(level)], line.GetValue(threshold), line.GetRequiredValue(csv));
            return await RunAsync(data, request, line.InvocationConfiguration, token);
        });
        return command;
    }

    private static async Task<int> RunAsync(DataOptions data, Request request, InvocationConfiguration console, CancellationToken token)
    {
        try
        {
            if (await CollectionWriterServices.OpenDuplicates(data).ReadAsync(request.Model, request.Level, request.Least, token) is not { } table)
            {
                console.Error.WriteLine($"There are no duplicates of model '{request.Model}' in '{data.FullPath}': the search for them starts after the index is published. Run the Worker with --data and --models first.");
                return Failed;
            }
            using (var writer = CsvWriter.Create(new StreamWriter(request.Csv), null, leaveOpen: false))
                Write(writer, table.Rows);
            console.Output.WriteLine($"'{request.Csv}': {table.Groups} groups with {table.Images} images, of snapshot {table.Version}.");
            if (table.Searched < table.Contents)
                console.Output.WriteLine($"The copies of {table.Contents - table.Searched} of {table.Contents} files have not been searched for yet.");
            return Done;
        }
        catch (Exception error) when (error is DuplicatesException or CollectionException or IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine(error.Message);
            return Failed;
        }
    }

    private static void Write(CsvWriter writer, IReadOnlyList<DuplicateRow> rows)
    {
        Row(writer, "group", "id", "url", "keep", "reason", "level", "similarity", "width", "height", "bytes");
        foreach (var row in rows)
        {
            Row(writer, Text(row.Group), row.ImageId, row.Url, row.Kept is null ? "no" : "yes", $"{row.Kept}", $"{row.Level}".ToLowerInvariant(),
                Text(Math.Round(row.Similarity, 4)), Text(row.Width), Text(row.Height), Text(row.Bytes));
        }
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static void Row(CsvWriter writer, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            writer.WriteField(field);
        writer.EndRecord();
    }

    private sealed record Request(string Model, DuplicateLevel Level, float Least, string Csv);
}
