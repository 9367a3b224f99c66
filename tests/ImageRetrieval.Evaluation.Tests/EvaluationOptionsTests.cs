using ImageRetrieval.Evaluation.Robustness;
using ImageRetrieval.Evaluation.Splits;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class EvaluationOptionsTests
{
    [Fact]
    public void Options_are_read()
    {
        var options = new EvaluationOptions(EvaluationOptions.Command.Parse(["--csv", "a.csv", "--csv", "b.csv", "--models", "builtin, mine", "--ef", "10,20", "--predict", "http://localhost:8000"]));

        Assert.Equal(["a.csv", "b.csv"], options.Lists.CsvFiles);
        Assert.Equal(["builtin", "mine"], options.Models.Names);
        Assert.Equal([10, 20], options.EfSearch);
        Assert.Equal(8000, options.Api!.Port);
    }

    [Fact]
    public void Commands_share_options_and_have_defaults_of_their_own()
    {
        var plain = new EvaluationOptions(Commands.Root.Parse(["--csv", "a.csv"]));
        var split = new SplitOptions(Commands.Root.Parse(["split", "--csv", "b.csv", "--seed", "7", "--models", "builtin"]));
        var robustness = new RobustnessOptions(Commands.Root.Parse(["robustness", "--data", "mine", "--seed", "9"]));

        Assert.Equal((42, "data"), (plain.Seed, plain.Models.DataFolder));
        Assert.Equal(["b.csv"], split.Lists.CsvFiles);
        Assert.Equal((7, 2000), (split.Report.Seed, split.Resamples));
        Assert.Equal(["builtin"], split.Models.Names);
        Assert.Equal((Path.Combine("mine", "images"), "mine", 9, 200), (robustness.Folder, robustness.Models.DataFolder, robustness.Report.Seed, robustness.Pictures));
    }

    [Fact]
    public void Every_command_shows_its_requirements()
    {
        foreach (var command in Commands.Root.Subcommands)
            Assert.NotEmpty(Commands.Root.Parse([command.Name]).Errors);
    }

    [Theory]
    [InlineData("Option '--csv' is required")]
    [InlineData("Required argument missing for option: '--csv'", "--csv")]
    [InlineData("argument '--nothing'", "--nothing", "1")]
    [InlineData("--count is '1001'; it must be a whole number, 10..1000", "--count", "1001")]
    [InlineData("--predict is 'localhost'", "--predict", "localhost")]
    public void A_wrong_option_names_itself_and_what_is_expected(string message, params string[] arguments) =>
        Assert.Contains(EvaluationOptions.Command.Parse(arguments).Errors, error => error.Message.Contains(message, StringComparison.Ordinal));
}
