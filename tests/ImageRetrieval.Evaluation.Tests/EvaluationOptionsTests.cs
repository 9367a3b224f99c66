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

    [Theory]
    [InlineData("Option '--csv' is required")]
    [InlineData("Required argument missing for option: '--csv'", "--csv")]
    [InlineData("argument '--nothing'", "--nothing", "1")]
    [InlineData("--count is '1001'; it must be a whole number, 10..1000", "--count", "1001")]
    [InlineData("--predict is 'localhost'", "--predict", "localhost")]
    public void A_wrong_option_names_itself_and_what_is_expected(string message, params string[] arguments) =>
        Assert.Contains(EvaluationOptions.Command.Parse(arguments).Errors, error => error.Message.Contains(message, StringComparison.Ordinal));
}
