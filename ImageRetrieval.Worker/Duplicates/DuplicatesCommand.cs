using System.CommandLine;
using System.Globalization;
using CsvHelper;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>The command <c>duplicates --csv FILE</c>: the groups of copies as a table. It reads what is published, also while the service runs.</summary>
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
            HelpName = "NUMBER", Description = "The least similarity to the kept image, 0.88 to 1. Default: 0.905.", DefaultValueFactory = _ => DuplicateRule.DefaultSimilarity,
            CustomParser = given =>
            {
                if (!float.TryParse(given.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(number is >= DuplicateRule.LeastSimilarity and <= 1))
                    given.AddError($"--threshold is '{given.Tokens[0].Value}'; it must be 0.88 to 1.");
                return number;
            },
        };
        var command = new Command("duplicates", "Writes the groups of copies as a table (CSV); the service may run meanwhile.") { csv, model, level, threshold };
        command.SetAction(line =>
        {
            var data = configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions();
            var vision = configuration.GetSection(VisionOptions.Section).Get<VisionOptions>() ?? new VisionOptions();
            return Run(data.FullPath, line.GetValue(model) ?? vision.ModelNames[0], s_levels[line.GetRequiredValue(level)], line.GetValue(threshold), line.GetRequiredValue(csv), line.InvocationConfiguration.Output, line.InvocationConfiguration.Error);
        });
        return command;
    }

    private static int Run(string data, string model, DuplicateLevel level, float least, string csv, TextWriter output, TextWriter errors)
    {
        try
        {
            using var file = DuplicatesFile.Open(DuplicatesFile.PathIn(data, model));
            if (file is null || !SnapshotFolder.TryFindLatest(Path.Combine(data, "snapshots", model), out var path))
            {
                errors.WriteLine($"There are no duplicates of model '{model}' in '{data}': they are looked for after the index is published. Run the Worker with --data and --models first.");
                return Failed;
            }
            using var snapshot = Snapshot.Open(path, verify: false);
            var groups = DuplicateGroups.Make(file, level, least);
            using (var writer = CsvWriter.Create(new StreamWriter(csv), null, leaveOpen: false))
                Write(writer, file, snapshot, groups);
            output.WriteLine($"'{csv}': {groups.Count} groups with {groups.Sum(group => group.Images)} images, of snapshot {file.Head.SnapshotVersion}.");
            if (file.Head.Searched < file.Contents)
                output.WriteLine($"The copies of {file.Contents - file.Head.Searched} of {file.Contents} files have not been looked for yet.");
            return Done;
        }
        catch (Exception error) when (error is DuplicatesException or SnapshotException or IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(error.Message);
            return Failed;
        }
    }

    private static void Write(CsvWriter writer, DuplicatesFile file, Snapshot snapshot, IReadOnlyList<DuplicateGroup> groups)
    {
        Row(writer, "group", "id", "url", "keep", "reason", "level", "similarity", "width", "height", "bytes");
        for (var number = 1; number <= groups.Count; number++)
        {
            var (group, isKept) = (groups[number - 1], true);
            foreach (var member in group.Members)
            {
                var content = file.Content(member.Content);
                foreach (var id in file.IdsOf(content))
                {
                    var url = snapshot.TryGetItem(id, out var item) ? item.Fields.GetValueOrDefault("url", "") : "";
                    Row(writer, Text(number), id, url, isKept ? "yes" : "no", isKept ? $"{group.Reason}" : "", $"{member.Level}".ToLowerInvariant(), Text(Math.Round(member.Similarity, 4)), Text(content.Width), Text(content.Height), Text(content.Bytes));
                    isKept = false;
                }
            }
        }
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private static void Row(CsvWriter writer, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
            writer.WriteField(field);
        writer.EndRecord();
    }
}
