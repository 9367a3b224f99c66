using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Embedded;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Collection.Tests.Duplicates;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Collection.Tests.Embedded.Duplicates;

public sealed class DuplicatesFileTests : IDisposable
{
    private static readonly KnownContent[] s_contents = [SampleDuplicates.Contents(10)[0] with { Images = 3, Format = ContentFormat.Png }, .. SampleDuplicates.Contents(10, 20, 30)[1..]];
    private static readonly DuplicatePair[] s_pairs = [SampleDuplicates.Same(0, 1), SampleDuplicates.Edited(1, 2, 0.9f)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_read_as_it_was_written()
    {
        using var file = Write();

        Assert.Equal(SampleDuplicates.Head, file.Head);
        Assert.Equal(s_pairs, file.ReadPairs());
        Assert.Equal(s_contents.Select(content => (content.Key, content.Hash, content.Bytes, content.Width, content.Fingerprint, content.Images, content.Format, content.IsSearched)),
            file.ReadContents().Select(content => (content.Key, content.Hash, content.Bytes, content.Width, content.Fingerprint, content.Images, content.Format, content.IsSearched)));
        Assert.Equal(["0/0", "0/1 ü", "0/2"], file.IdsOf(file.Content(0)));
        Assert.Equal(["2/0"], file.IdsOf(file.Content(2)));
        for (var i = 0; i < s_contents.Length; i++)
        {
            Assert.True(file.TryFind(SampleDuplicates.Key(i), out var number));
            Assert.Equal(i, number);
        }
        Assert.False(file.TryFind(SampleDuplicates.Key(77), out _));
    }

    [Fact]
    public void Near_hashes_are_found_nearest_first_and_none_for_an_even_area()
    {
        using var file = Write(); // hashes 1, 2, 3

        Assert.Equal([2, 0, 1], file.FindNearHashes(3, most: 1, limit: 9));
        Assert.Equal([2], file.FindNearHashes(3, most: 1, limit: 1));
        Assert.Equal([0], file.FindNearHashes(1, most: 0, limit: 9));
        Assert.Empty(file.FindNearHashes(0, most: 6, limit: 9));
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_noticed()
    {
        Write().Dispose();
        var bytes = File.ReadAllBytes(PathOfFile);
        foreach (var place in Enumerable.Range(0, bytes.Length).Where(place => place < 96 || place % 7 == 0))
        {
            var changed = (byte[])bytes.Clone();
            changed[place] ^= 0x10;
            File.WriteAllBytes(PathOfFile, changed);
            Assert.Throws<DuplicatesException>(() => DuplicatesFile.Open(PathOfFile));
        }
        foreach (var length in (int[])[0, 5, 95, 96, 300, bytes.Length - 1])
        {
            File.WriteAllBytes(PathOfFile, bytes[..length]);
            Assert.Equal(DuplicatesFault.Damaged, Assert.Throws<DuplicatesException>(() => DuplicatesFile.Open(PathOfFile)).Fault);
        }
        bytes[8] = 9;
        File.WriteAllBytes(PathOfFile, bytes);
        Assert.Equal(DuplicatesFault.UnsupportedFormat, Assert.Throws<DuplicatesException>(() => DuplicatesFile.Open(PathOfFile)).Fault);
    }

    [Fact]
    public void An_opened_file_stays_what_it_was_when_a_newer_one_takes_its_name()
    {
        using var file = Write();
        DuplicatesWriter.Write(PathOfFile, SampleDuplicates.Head with { SnapshotVersion = "00000008" }, [], _ => [], []);
        using var newer = DuplicatesFile.Open(PathOfFile)!;

        Assert.Equal(("00000007", "00000008"), (file.Head.SnapshotVersion, newer.Head.SnapshotVersion));
        Assert.Equal(s_pairs, file.ReadPairs());
        Assert.Equal([PathOfFile], Directory.GetFiles(Path.GetDirectoryName(PathOfFile)!));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        Write().Dispose();
        Assert.Throws<InvalidOperationException>(() => DuplicatesWriter.Write(PathOfFile, SampleDuplicates.Head, s_contents, _ => throw new InvalidOperationException(), s_pairs));
        using var file = DuplicatesFile.Open(PathOfFile)!;
        Assert.Equal(2, file.Pairs);
        Assert.Equal([PathOfFile], Directory.GetFiles(Path.GetDirectoryName(PathOfFile)!));
    }

    [Fact]
    public void Without_a_file_there_is_none() => Assert.Null(DuplicatesFile.Open(PathOfFile));

    private string PathOfFile => new DataLayout(_folder.Path).DuplicatesOf("builtin");

    private DuplicatesFile Write()
    {
        DuplicatesWriter.Write(PathOfFile, SampleDuplicates.Head, s_contents, number => Enumerable.Range(0, s_contents[number].Images).Select(i => $"{number}/{i}{(i == 1 ? " ü" : "")}"), s_pairs);
        return DuplicatesFile.Open(PathOfFile)!;
    }
}
