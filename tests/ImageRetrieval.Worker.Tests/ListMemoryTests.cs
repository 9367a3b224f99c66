using System.IO.Compression;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.UrlList;

namespace ImageRetrieval.Worker.Tests;

[Collection(MeasuredAlone.Name)]
public sealed class ListMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_list_of_a_million_rows_is_read_in_the_memory_of_one()
    {
        using (var gzip = new StreamWriter(new GZipStream(File.Create(_folder.File("list.csv.gz")), CompressionLevel.Fastest)))
        {
            gzip.Write("url,id\n");
            for (var i = 0; i < 1_000_000; i++)
                gzip.Write($"http://a.test/{i},{i}\n");
        }
        var (rows, most) = (0, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var _ in new UrlListReader(_folder.File("list.csv.gz")).Read())
        {
            if (++rows % 250_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.Equal(1_000_000, rows);
        Assert.InRange(most, long.MinValue, 4_000_000);
    }
}

/// <summary>Tests that measure the whole process: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "alone";
}
