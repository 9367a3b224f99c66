using ImageRetrieval.AppHost;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>What a user may type behind <c>dotnet run --project ImageRetrieval.AppHost --</c>.</summary>
public sealed class AppHostCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_options_the_samples_are_indexed_in_data()
    {
        var options = AppHostCommand.Parse([]);
        Assert.True(options.UsesSamples);
        Assert.Equal(["--data", Path.GetFullPath("data"), "--models", "resnet18"], options.ServiceArgs);
        Assert.Empty(options.SourceArgs);
        Assert.Equal(64, options.StatusKey.Length);
    }

    [Fact]
    public void Folders_and_lists_may_be_repeated_and_reach_the_Worker_as_full_paths()
    {
        var (a, b) = (Directory.CreateDirectory(_folder.File("a")).FullName, Directory.CreateDirectory(_folder.File("b, with comma")).FullName);
        var list = _folder.File("list.csv");
        File.WriteAllText(list, "url");
        var options = AppHostCommand.Parse(["--source", Path.GetRelativePath(".", a), $"--source={b}", "--csv", list, "--csv", a, "--models", "x,y", "--Status:Key=secret"]);
        Assert.False(options.UsesSamples);
        Assert.Equal(["--csv", list, "--csv", a, "--source", a, "--source", b], options.SourceArgs);
        Assert.Equal("secret", options.StatusKey);
        Assert.Equal(["--Status:Key=secret"], options.Configuration);
    }

    [Theory]
    [InlineData("a,b.csv"), InlineData("two words.csv"), InlineData("a=b.csv"), InlineData("trailing .csv "), InlineData("-dash.csv"), InlineData("@at.csv"), InlineData("[\"x\"].csv")]
    public void Every_name_of_a_list_reaches_the_Worker_as_it_is(string name)
    {
        File.WriteAllText(_folder.File(name), "url");
        foreach (var args in (string[][])[["--csv", _folder.File(name), "--csv", _folder.File(name)], ["--csv=" + _folder.File(name), "--csv=" + _folder.File(name)]])
            Assert.Equal(["--csv", _folder.File(name), "--csv", _folder.File(name)], AppHostCommand.Parse(args).SourceArgs);
    }

    [Fact]
    public void Columns_and_encoding_of_lists_reach_the_Worker()
    {
        var list = _folder.File("list.csv");
        File.WriteAllText(list, "url");
        Assert.Equal(
            ["--csv", list, "--url-column", "Image Src", "--id-column", "sku", "--list-encoding", "windows-1252"],
            AppHostCommand.Parse(["--list-encoding", "windows-1252", "--csv", list, "--url-column=Image Src", "--id-column", "sku"]).SourceArgs);
    }

    [Theory]
    [InlineData("There is no option '--port'. The options are --csv, --source, --url-column, --id-column, --list-encoding, --models, --model-list, --data, --database; --help explains them.", "--port", "80")]
    [InlineData("There is no option 'pictures'.", "pictures")]
    [InlineData("The option --data needs a value.", "--data")]
    [InlineData("The option --csv needs a value.", "--csv", "--data", "x")]
    [InlineData("--csv: the file '{0}none.csv' does not exist. Give the path of a list of images, or a folder of pictures.", "--csv", "none.csv")]
    [InlineData("--source: the folder '{0}none' does not exist. Give the path of a folder of pictures.", "--source", "none")]
    [InlineData("--source: '{0}file' is a file. Give a folder of pictures; a list of images is given with --csv.", "--source", "file")]
    [InlineData("--data: '{0}file' is a file. Give a folder; it is created if it does not exist.", "--data", "file")]
    [InlineData("--model-list: the file '{0}none.json' does not exist.", "--model-list", "none.json")]
    [InlineData("--models: 'a,,b' has an empty name. Give names separated by commas, such as resnet50,vgg16.", "--models", "a,,b")]
    [InlineData("--database: PostgreSQL is not supported yet.", "--database", "Host=x")]
    public void A_mistake_is_reported_in_one_sentence_with_the_remedy(string said, params string[] args)
    {
        File.WriteAllText(_folder.File("file"), "");
        string[] paths = ["none.csv", "none", "file", "none.json"];
        var error = Assert.Throws<ArgumentException>(() => AppHostCommand.Parse([.. args.Select(arg => paths.Contains(arg) ? _folder.File(arg) : arg)]));
        Assert.StartsWith(said.Replace("{0}", _folder.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
    }
}
