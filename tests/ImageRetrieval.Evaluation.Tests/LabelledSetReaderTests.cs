using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Evaluation.Tests;

public sealed class LabelledSetReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_found_by_name_and_paths_start_at_the_lists_folder()
    {
        var set = Read("label,more,ID, path\ncat,x,7,pictures/7.jpg\n\"dog, small\",x,8,8.jpg\n");

        Assert.Equal(["7", "8"], set.Images.Select(image => image.ImageId));
        Assert.Equal(["cat", "dog, small"], set.Images.Select(image => image.Label));
        Assert.Equal(Path.Combine(_folder.Path, "pictures/7.jpg"), set.Images[0].Path);
        Assert.Equal(2, set.LabelCount);
    }

    [Fact]
    public void Another_root_can_be_given()
    {
        File.WriteAllText(_folder.File("list.csv"), "id,path,label\n1,a.jpg,x\n2,b.jpg,x\n");
        var set = LabelledSetReader.Read(_folder.File("list.csv"), root: "elsewhere");

        Assert.Equal(Path.Combine("elsewhere", "a.jpg"), set.Images[0].Path);
        Assert.Equal("list", set.Name);
    }

    [Fact]
    public void A_list_of_urls_can_be_evaluated_by_the_files_behind_them()
    {
        File.WriteAllText(_folder.File("urls.csv"), "url,id,kind\nhttp://localhost:5070/fish/a%20b.jpg?v=1,1,fish\nmore/c.jpg,2,fish\n");
        var set = LabelledSetReader.Read(_folder.File("urls.csv"), "pictures", new ListColumns("url", "KIND"));

        Assert.Equal([Path.Combine("pictures", "fish/a b.jpg"), Path.Combine("pictures", "more/c.jpg")], set.Images.Select(image => image.Path));
        Assert.Equal(["fish", "fish"], set.Images.Select(image => image.Label));
    }

    [Theory]
    [InlineData("id,file,kind\n1,a.jpg,x\n", "no column 'path', 'label': its columns are 'id', 'file', 'kind'")]
    [InlineData("id,path,label\n1,a.jpg\n", "line 2: the row has 2 columns; at least 3 are needed")]
    [InlineData("id,path,label\n1,a.jpg,x\n1,b.jpg,y\n", "line 3: the id '1' is also in an earlier row")]
    [InlineData("id,path,label\n1,,x\n", "line 2: the column 'path' is empty")]
    [InlineData("id,path,label\n1,a.jpg,x\n", "has 1 images; at least 2 are needed")]
    [InlineData("id,path,label\n1,a.jpg,\"x\n2,b.jpg,y\n", "not valid CSV")]
    [InlineData("", "no column 'id', 'path', 'label'")]
    public void An_invalid_list_is_rejected_with_the_reason(string csv, string message) =>
        Assert.Contains(message, Assert.Throws<EvaluationException>(() => Read(csv)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_that_is_absent_is_named() =>
        Assert.Contains("absent.csv", Assert.Throws<EvaluationException>(() => LabelledSetReader.Read(_folder.File("absent.csv"), null)).Message, StringComparison.Ordinal);

    private LabelledSet Read(string csv)
    {
        File.WriteAllText(_folder.File("images.csv"), csv);
        return LabelledSetReader.Read(_folder.File("images.csv"), null);
    }
}
