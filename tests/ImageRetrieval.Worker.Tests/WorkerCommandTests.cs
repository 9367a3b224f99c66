using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Ingest;
using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The Worker's command line: what becomes configuration, what is refused, what help says.</summary>
public sealed class WorkerCommandTests : IDisposable
{
    private readonly ConfigurationManager _configuration = new();
    private readonly StringWriter _output = new(), _errors = new();

    public void Dispose()
    {
        _configuration.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Theory]
    [InlineData("Ingest:Csv", "[\"a.csv\",\"b.csv,c.csv\"]", "--csv", "a.csv", "--once", "--csv=b.csv,c.csv")]
    [InlineData("Ingest:Sources", "[\"A\",\"B\"]", "--source", "A", "--csv", "a.csv", "--source", "B")]
    [InlineData("Ingest:Sources", "[\"@album\"]", "--source", "@album")]
    [InlineData("Ingest:Once", "True", "--once", "--csv", "a.csv")]
    [InlineData("Ingest:Once", "true", "--once=true")]
    [InlineData("Ingest:Once", "false", "--once=false")]
    [InlineData("Ingest:Once", null, "--csv", "a.csv")]
    [InlineData("Data:Folder", "./d", "--data=./d")]
    [InlineData("Vision:Models", "vgg16,resnet50", "--models", "vgg16,resnet50")]
    [InlineData("Vision:ModelList", "[\"a.json\",\"b.json\"]", "--model-list", "a.json", "--model-list", "b.json")]
    [InlineData("urls", "http://127.0.0.1:0", "--urls", "http://127.0.0.1:0")]
    [InlineData("Ingest:DownloadConcurrency", "16", "--Ingest:DownloadConcurrency=16")]
    [InlineData("Publish:EverySeconds", "5", "--Publish:EverySeconds", "5", "--once")]
    [InlineData("Ingest:Contact", "a=b", "--once", "--Ingest:Contact=a=b")]
    public void Options_become_configuration(string key, string? value, params string[] args)
    {
        Assert.True(new WorkerCommand(args, _configuration).IsService);
        Assert.Equal(value, _configuration[key]);
    }

    [Theory]
    [InlineData("a,b.csv"), InlineData("two words.csv"), InlineData("a=b.csv"), InlineData("trailing .csv "), InlineData("@at.csv"), InlineData("[\"x\"].csv"), InlineData("ü\"'\\.csv")]
    public void Repeated_lists_keep_names_with_commas_blanks_and_signs(string name)
    {
        using var folder = new TemporaryFolder();
        var (odd, other) = (folder.File(name), folder.File("other, too.csv"));
        File.WriteAllText(odd, "url");
        File.WriteAllText(other, "url");
        foreach (var args in (string[][])[["--csv", odd, "--csv", other], ["--csv=" + odd, "--source=" + other], ["--source", odd, "--source", other]])
        {
            using var configuration = new ConfigurationManager();
            _ = new WorkerCommand(args, configuration);
            Assert.Equal([odd, other], configuration.GetSection(IngestOptions.Section).Get<IngestOptions>()!.Paths);
        }
    }

    [Theory]
    [InlineData("-dash.csv", "--csv=-dash.csv"), InlineData("--dashes.csv", "--csv=--dashes.csv"), InlineData("--dashes.csv", "--csv", "./--dashes.csv")]
    public void A_name_may_begin_with_dashes(string name, params string[] args)
    {
        _ = new WorkerCommand(args, _configuration);
        Assert.Equal([Path.GetFullPath(name)], _configuration.GetSection(IngestOptions.Section).Get<IngestOptions>()!.Paths);
    }

    [Fact]
    public void Lists_that_are_there_may_still_be_joined_by_commas()
    {
        using var folder = new TemporaryFolder();
        var (a, b) = (folder.File("a.csv"), folder.File("b.csv"));
        File.WriteAllText(a, "url");
        File.WriteAllText(b, "url");
        _ = new WorkerCommand(["--csv", $"{a}, {b}"], _configuration);
        Assert.Equal([a, b], _configuration.GetSection(IngestOptions.Section).Get<IngestOptions>()!.Paths);
        Assert.Equal([a, b], new IngestOptions { Csv = $"{a}, {b}" }.Paths);
        Assert.Equal([a, b], new IngestOptions { Csv = $"[\"{a}\", \"{b}\"]" }.Paths);
        // A name that is not there is named whole.
        Assert.Equal([folder.File("not, there.csv")], new IngestOptions { Csv = PathList.Join([folder.File("not, there.csv")]) }.Paths);
    }

    [Theory]
    [InlineData("'--sorce'", "--sorce", "pictures")]
    [InlineData("'pictures'", "pictures")]
    [InlineData("Required argument missing for option: '--csv'", "--csv")]
    [InlineData("Option '--data' expects a single argument", "--data", "a", "--data", "b")]
    [InlineData("argument 'maybe'", "--once=maybe")]
    public async Task What_is_not_understood_is_named_above_the_options_that_exist(string message, params string[] args)
    {
        var command = new WorkerCommand(args, _configuration);
        Assert.False(command.IsService);
        Assert.Equal((2, ""), (await command.RunAsync(_output, _errors), _output.ToString()));
        Assert.Contains(message, _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("--source", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelled_option_gets_a_suggestion()
    {
        await new WorkerCommand(["--sorce", "pictures"], _configuration).RunAsync(_output, _errors);
        Assert.Matches(@"Did you mean one of the following\?\s+--source\s", _errors.ToString());
    }

    [Fact]
    public async Task Help_describes_every_option_and_gives_examples()
    {
        Assert.Equal(0, await new WorkerCommand(["--help"], _configuration).RunAsync(_output, _errors));
        foreach (var option in (string[])["--csv", "--source", "--url-column", "--id-column", "--list-encoding", "--once", "--data", "--models", "--model-list", "--urls"])
            Assert.Matches($@"(?m)^  {option} .*[\w)]\.\s*$", _output.ToString().ReplaceLineEndings("\n"));
        Assert.Contains("--Ingest:DownloadConcurrency=16", _output.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^ +ImageRetrieval\.Worker --source ~/Pictures --data ./data\s*$", _output.ToString());
        Assert.Equal("", _errors.ToString());
    }

    [Theory]
    [InlineData("--csv"), InlineData("--source")]
    public void A_path_that_does_not_exist_is_named_in_full_with_the_remedy(string option)
    {
        _ = new WorkerCommand([option, "absent"], _configuration);
        var options = _configuration.GetSection(IngestOptions.Section).Get<IngestOptions>()!;
        var wrong = Assert.Single(options.Validate(new(options)));
        Assert.Contains($"'{Path.GetFullPath("absent")}', which does not exist: give", wrong.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("--source pictures", wrong.ErrorMessage, StringComparison.Ordinal);
    }
}
