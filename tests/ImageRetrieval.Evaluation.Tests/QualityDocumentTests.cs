using ImageRetrieval.Evaluation.Robustness;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Evaluation.Tests;

/// <summary>docs/quality.md says what the program has.</summary>
public sealed class QualityDocumentTests
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "quality.md"));

    [Fact]
    public void Every_command_has_a_row_and_a_section()
    {
        foreach (var command in Commands.Root.Subcommands)
        {
            Assert.Contains($"| [`{command.Name}`](#{command.Name}-", s_document, StringComparison.Ordinal);
            Assert.Contains($"\n## {command.Name}: ", s_document, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_option_is_named_or_in_the_programs_help()
    {
        // Those of the command without a name are explained by --help; its commands' own ones by the document.
        var common = Commands.Root.Options.Select(option => option.Name).ToHashSet();
        foreach (var option in Commands.Root.Subcommands.SelectMany(command => command.Options).Where(option => !common.Contains(option.Name)))
            Assert.Contains($"`{option.Name}", s_document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_of_robustness_are_those_of_the_program()
    {
        var options = new RobustnessOptions(Commands.Root.Parse(["robustness", "--source", "pictures"]));
        Assert.Contains($"| `--pictures` | {options.Pictures} |", s_document, StringComparison.Ordinal);
        Assert.Contains($"| `--among` | {options.Among} |", s_document, StringComparison.Ordinal);
    }
}
