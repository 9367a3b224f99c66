using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Worker.Tests.Duplicates;

/// <summary>Copies among pictures of folders, found by whole passes with the built-in model.</summary>
public sealed class DuplicateTests : IDisposable
{
    private readonly TestWorker _worker = new();

    public DuplicateTests() => Directory.CreateDirectory(Photos);

    private string Photos => _worker.PathOf("photos");

    private string FileOfPairs => new DataLayout(_worker.Data).DuplicatesOf("builtin");

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task Copies_of_every_level_are_grouped_and_the_largest_is_kept()
    {
        Add("a.png", DrawnPictures.Png(1, 240));
        Add("b.png", DrawnPictures.Png(1, 240)); // the same bytes
        Add("small.png", DrawnPictures.Png(1, 120)); // the same picture
        Add("crop.png", DrawnPictures.Png(1, 240, inset: 5)); // cropped
        for (var other = 2; other < 12; other++)
            Add($"other{other}.png", DrawnPictures.Png(other, 200));
        await RunAsync();

        using var file = DuplicatesFile.Open(FileOfPairs)!;
        Assert.Equal((13, 13, 0, true, "00000001"), (file.Contents, file.Head.Searched, file.Head.WithoutFingerprint, file.Head.IsLinked, file.Head.SnapshotVersion));
        var group = Assert.Single(DuplicateGroups.Make(file, DuplicateLevel.Edited, DuplicateRule.LeastSimilarity));
        Assert.Equal((4, KeepReason.LargestFile), (group.Images, group.Reason));
        Assert.Equal(["a.png", "b.png", "crop.png", "small.png"], group.Members.SelectMany(member => Names(file, member.Content)).Order(StringComparer.Ordinal));
        Assert.Equal(3, Assert.Single(DuplicateGroups.Make(file, DuplicateLevel.Picture, DuplicateRule.LeastSimilarity)).Images);
        Assert.Equal(2, Assert.Single(DuplicateGroups.Make(file, DuplicateLevel.Bytes, 1)).Images);
    }

    [Fact]
    public async Task Pairs_that_are_known_are_kept_and_those_of_gone_pictures_are_dropped()
    {
        for (var picture = 0; picture < 6; picture++)
        {
            Add($"{picture}.png", DrawnPictures.Png(picture, 200));
            Add($"{picture}-small.png", DrawnPictures.Png(picture, 100));
        }
        await RunAsync();
        Assert.Equal(6, Groups());

        File.Delete(Path.Combine(Photos, "3-small.png"));
        Add("4-other.png", DrawnPictures.Png(4, 130));
        await RunAsync();

        Assert.Equal(5, Groups());
        using var file = DuplicatesFile.Open(FileOfPairs)!;
        Assert.Equal(("00000002", 12), (file.Head.SnapshotVersion, file.Contents));
        Assert.Equal(3, DuplicateGroups.Make(file, DuplicateLevel.Edited, DuplicateRule.DefaultSimilarity)[0].Images);
    }

    [Fact]
    public async Task What_an_earlier_version_stored_gets_its_fingerprints_without_a_download()
    {
        await using var server = await PictureServer.StartAsync();
        _worker.WriteList(Enumerable.Range(0, 4).Select(i => $"{server.Add($"p{i}.png", DrawnPictures.Png(i / 2, 100 + (i * 10)))},{i}"));
        await _worker.RunAsync("--Ingest:AllowPrivateAddresses=true");
        Directory.Delete(Path.Combine(new DataLayout(_worker.Data).Fingerprints, PictureFingerprint.Space), recursive: true);
        Directory.Delete(Path.Combine(_worker.Data, "duplicates"), recursive: true);
        var requests = server.Requests;

        var status = await _worker.RunAsync("--Ingest:AllowPrivateAddresses=true");

        Assert.Equal((requests, 0L, 4L), (server.Requests, status.EmbeddingsThisRun, status.Indexed));
        Assert.Equal(2, Groups());
        Assert.Equal(["00000001"], Directory.GetDirectories(Path.Combine(_worker.Data, "snapshots", "builtin")).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task A_damaged_file_is_made_again()
    {
        Add("a.png", DrawnPictures.Png(1, 240));
        Add("b.png", DrawnPictures.Png(1, 120));
        await RunAsync();
        File.WriteAllBytes(FileOfPairs, File.ReadAllBytes(FileOfPairs)[..50]);
        await RunAsync();
        Assert.Equal(1, Groups());
    }

    [Fact]
    public async Task Hundreds_of_equal_logos_are_one_group()
    {
        // More than the neighbours that a search looks at; each file has a size and bytes of its own.
        for (var i = 0; i < 150; i++)
            Add($"logo{i}.png", DrawnPictures.Png(5, 60 + i));
        await RunAsync();

        using var file = DuplicatesFile.Open(FileOfPairs)!;
        Assert.Equal(150, Assert.Single(DuplicateGroups.Make(file, DuplicateLevel.Edited, DuplicateRule.LeastSimilarity)).Images);
        Assert.InRange(file.Pairs, 149, 150 * 70);
    }

    [Fact]
    public async Task The_command_writes_a_row_for_each_image_of_a_group()
    {
        Add("a.png", DrawnPictures.Png(1, 240));
        Add("small, grey.png", DrawnPictures.Png(1, 120));
        Add("other.png", DrawnPictures.Png(2, 120));
        await RunAsync();
        var csv = _worker.PathOf("out.csv");
        var (exitCode, output) = await CommandAsync("duplicates", "--csv", csv, "--data", _worker.Data, "--model", "builtin");

        Assert.Equal(0, exitCode);
        Assert.Contains("1 groups with 2 images", output, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(csv);
        Assert.Equal("group,id,url,keep,reason,level,similarity,width,height,bytes", lines[0]);
        Assert.StartsWith("1,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",yes,MostPixels,bytes,1,240,240,", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"photos/small, grey.png\"", lines[2], StringComparison.Ordinal);
        Assert.Contains(",no,,picture,", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData(1, "no duplicates of model 'builtin'", "--model", "builtin")]
    [InlineData(2, "--threshold is '0.5'", "--threshold", "0.5")]
    [InlineData(2, "same", "--level", "same")]
    public async Task The_command_reports_what_is_wrong(int expected, string sentence, params string[] args)
    {
        var (exitCode, output) = await CommandAsync(["duplicates", "--csv", _worker.PathOf("out.csv"), "--data", _worker.Data, .. args]);
        Assert.Equal(expected, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.False(File.Exists(_worker.PathOf("out.csv")));
    }

    private static async Task<(int ExitCode, string Output)> CommandAsync(params string[] args)
    {
        var output = new StringWriter();
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder();
        var exitCode = await builder.AddWorkerOptions(args).RunAsync(output, output);
        return (exitCode, output.ToString());
    }

    private int Groups()
    {
        using var file = DuplicatesFile.Open(FileOfPairs)!;
        return DuplicateGroups.Make(file, DuplicateLevel.Edited, DuplicateRule.DefaultSimilarity).Count;
    }

    private static IEnumerable<string> Names(DuplicatesFile file, int content) => file.IdsOf(file.Content(content)).Select(id => id.Split('/')[^1]);

    private void Add(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(Photos, name), bytes);

    private Task<Status.IngestStatus> RunAsync() => _worker.RunAsync("--source", Photos);
}
