using System.CommandLine;
using ImageRetrieval.Evaluation.Images;

namespace ImageRetrieval.Evaluation;

/// <summary>The labelled lists of a command line, and where their pictures are.</summary>
internal sealed class ListOptions(ParseResult line)
{
    private static readonly Option<string[]> s_csv = new("--csv") { HelpName = "FILE", Description = "Columns id, path, label; an empty label only distracts. Repeatable.", Required = true };
    private static readonly Option<string> s_root = new("--root") { HelpName = "FOLDER", Description = "Where the paths start. Default: the CSV's own folder." };
    private static readonly Option<string> s_path = new("--path-column") { HelpName = "NAME", Description = "The column of files; a URL there is the file of its path below --root.", DefaultValueFactory = _ => ListColumns.Default.Path };
    private static readonly Option<string> s_label = new("--label-column") { HelpName = "NAME", Description = "The column of labels.", DefaultValueFactory = _ => ListColumns.Default.Label };

    internal IReadOnlyList<string> CsvFiles => line.GetRequiredValue(s_csv);

    internal static void AddTo(Command command)
    {
        command.Add(s_csv);
        command.Add(s_root);
        command.Add(s_path);
        command.Add(s_label);
    }

    /// <exception cref="EvaluationException">A list cannot be read or is wrong.</exception>
    internal IReadOnlyList<LabelledSet> Read() => [.. CsvFiles.Select(file => LabelledSetReader.Read(
        file, line.GetValue(s_root), new ListColumns(line.GetRequiredValue(s_path), line.GetRequiredValue(s_label))))];
}
