using System.Text;
using System.Text.RegularExpressions;

namespace ImageRetrieval.VectorIndex.Tests;

/// <summary>Reads real files with nothing but the numbers that docs/snapshot-format.md states.</summary>
public sealed partial class FormatDocumentTests : IDisposable
{
    private const int Count = 300;

    // Images 4 and 9 have one vector, so they share a node and lie side by side.
    private const int Nodes = Count - 1;
    private static readonly int[] s_images = [0, 1, 2, 3, 4, 9, 5, 6, 7, 8, .. Enumerable.Range(10, Count - 10)];
    private static readonly int[] s_imageOfNode = [.. s_images.Where(image => image != 9)];

    private readonly TemporaryFolder _folder = new();
    private readonly TestVectors _vectors = TestVectors.Random(Count, 40, seed: 91);
    private readonly string _path;
    private readonly string[] _document = File.ReadAllLines(Path.Combine(Repository(), "docs", "snapshot-format.md"));

    public FormatDocumentTests()
    {
        _vectors[4].CopyTo(_vectors.Writable(9));
        _path = SnapshotSamples.Publish(_folder.Path, _vectors);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("items", "IR-ITEMS")]
    [InlineData("vectors", "IR-VECTS")]
    [InlineData("codes", "IR-CODES")]
    [InlineData("graph", "IR-GRAPH")]
    [InlineData("context", "IR-CNTXT")]
    public void Headers_are_as_described(string section, string magic)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(_path, section));
        Assert.Contains($"`{magic}`", _document.Single(l => l.Contains("`magic`", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(magic, Encoding.ASCII.GetString(file, Offset("magic"), 8));
        Assert.Equal(Constant("formatVersion"), BitConverter.ToInt32(file, Offset("formatVersion")));
        Assert.Equal(section == "items" ? Count : Nodes, BitConverter.ToInt32(file, Offset("count")));
        Assert.Equal(file.Length, BitConverter.ToInt64(file, Offset("fileLength")));
        int checksum = Offset("checksum"), header = Constant("headerLength");
        Assert.Equal(
            System.Security.Cryptography.SHA256.HashData([.. file[..checksum], .. file[header..]]),
            file[checksum..header]);
    }

    [Fact]
    public void Vectors_are_as_described()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(_path, "vectors"));
        int stride = BitConverter.ToInt32(file, Offset("stride"));
        Assert.Equal(40, BitConverter.ToInt32(file, Offset("dimension")));
        Assert.Equal(RoundUp(40, Constant("vectorAlignment")), stride);
        for (int row = 0; row < Nodes; row++)
        {
            for (int i = 0; i < stride; i++)
            {
                float value = BitConverter.ToSingle(file, Constant("headerLength") + 4 * (row * stride + i));
                Assert.Equal(i < 40 ? _vectors[s_imageOfNode[row]][i] : 0, value, 1e-6f);
            }
        }
    }

    [Fact]
    public void Codes_are_as_described()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(_path, "codes"));
        int stride = BitConverter.ToInt32(file, Offset("codeStride")), header = Constant("headerLength");
        Assert.Equal(40, BitConverter.ToInt32(file, Offset("codeDimension")));
        Assert.Equal(RoundUp(40, Constant("codeAlignment")), stride);
        Assert.Equal(file.Length, header + Nodes * (stride + 8));
        for (int row = 0; row < Nodes; row++)
        {
            int info = header + Nodes * stride + 8 * row;
            float scale = BitConverter.ToSingle(file, info);
            int sum = 0;
            for (int i = 0; i < stride; i++)
            {
                int code = file[header + row * stride + i] - Constant("codeBias");
                sum += code;
                Assert.InRange((i < 40 ? _vectors[s_imageOfNode[row]][i] : 0) - code * scale, -0.51f * scale, 0.51f * scale);
            }

            Assert.Equal(sum, BitConverter.ToInt32(file, info + 4));
        }
    }

    [Fact]
    public void The_context_is_as_described()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(_path, "context"));
        int stored = Constant("storedNeighbors"), header = Constant("headerLength"), rowBytes = (8 * stored) + 8;
        int sample = BitConverter.ToInt32(file, Offset("sampleCount"));
        Assert.Equal(Nodes, sample);
        Assert.Equal(Nodes, BitConverter.ToInt32(file, Offset("complete")));
        Assert.Equal(header + (Nodes * rowBytes) + (4 * sample) + (4 * Constant("quantiles")), file.Length);
        float previous = -1;
        for (int row = 0; row < Nodes; row++)
        {
            int at = header + (row * rowBytes);
            float[] truth = [.. Enumerable.Range(0, Nodes).Where(node => node != row).Select(node => Dot(row, node)).OrderDescending()];
            for (int i = 0; i < stored; i++)
            {
                Assert.Equal(truth[i], BitConverter.ToSingle(file, at + (4 * (stored + i))), 1e-5f);
                Assert.Equal(truth[i], Dot(row, BitConverter.ToInt32(file, at + (4 * i))), 1e-5f);
            }

            Assert.Equal(truth.Average(), BitConverter.ToSingle(file, at + (8 * stored)), 0.002f);
            Assert.Equal(Math.Sqrt(truth.Average(score => Math.Pow(score - truth.Average(), 2))), BitConverter.ToSingle(file, at + (8 * stored) + 4), 0.002);
        }

        for (int step = 0; step < Constant("quantiles"); step++)
        {
            float score = BitConverter.ToSingle(file, file.Length - (4 * Constant("quantiles")) + (4 * step));
            Assert.InRange(score, previous, 1.001f);
            previous = score;
        }
    }

    private float Dot(int row, int other) =>
        (float)ReferenceContext.Score(_vectors[s_imageOfNode[row]], _vectors[s_imageOfNode[other]]);

    [Fact]
    public void Items_are_as_described()
    {
        byte[] file = File.ReadAllBytes(Path.Combine(_path, "items"));
        int order = Constant("headerLength") + 8 * (Count + 1);
        int firstOfNode = order + 4 * Count;
        int records = RoundUp(firstOfNode + 4 * (Nodes + 1), 8);
        Assert.Equal(Nodes, BitConverter.ToInt32(file, Offset("nodes")));
        for (int node = 0; node <= Nodes; node++)
            Assert.Equal(node <= 4 ? node : node + 1, BitConverter.ToInt32(file, firstOfNode + 4 * node));
        byte[]? previous = null;
        for (int i = 0; i < Count; i++)
        {
            int at = records + (int)BitConverter.ToInt64(file, Constant("headerLength") + 8 * i);
            Assert.Equal(SnapshotSamples.ImageId(s_images[i]), Text(file, ref at));
            Assert.Equal(2, Int32(file, ref at));
            Assert.Equal("title", Text(file, ref at));
            Assert.Equal(SnapshotSamples.Item(s_images[i]).Fields["title"], Text(file, ref at));
            Assert.Equal("url", Text(file, ref at));
            Assert.Equal(SnapshotSamples.Item(s_images[i]).Fields["url"], Text(file, ref at));
            Assert.Equal(records + BitConverter.ToInt64(file, Constant("headerLength") + 8 * (i + 1)), at);

            byte[] id = Encoding.UTF8.GetBytes(SnapshotSamples.ImageId(s_images[BitConverter.ToInt32(file, order + 4 * i)]));
            Assert.True(previous is null || previous.AsSpan().SequenceCompareTo(id) < 0);
            previous = id;
        }
    }

    [Fact]
    public void The_graph_is_as_described()
    {
        var builder = new HnswBuilder(40, new HnswOptions());
        foreach (int image in s_imageOfNode)
            builder.Add(_vectors[image]);
        HnswGraph graph = builder.Build();
        byte[] file = File.ReadAllBytes(Path.Combine(_path, "graph"));
        int Field(string name) => BitConverter.ToInt32(file, Offset(name));
        Assert.Equal((16, 32), (Field("m"), Field("m0")));
        Assert.Equal((graph.EntryPoint, graph.MaxLevel), (Field("entryPoint"), Field("maxLevel")));
        int groundStride = RoundUp(32, Constant("linkAlignment")), upperStride = RoundUp(16, Constant("linkAlignment"));
        Assert.Equal((groundStride, upperStride), (Field("groundStride"), Field("upperStride")));
        Assert.Equal(0, Field("copies"));

        int alignment = Constant("blockAlignment");
        int ground = Constant("headerLength");
        int firstUpperRow = RoundUp(ground + 4 * groundStride * Nodes, alignment);
        int nextCopy = RoundUp(firstUpperRow + 4 * Nodes, alignment);
        int levels = RoundUp(nextCopy + 4 * Nodes, alignment);
        int upper = RoundUp(levels + Nodes, alignment);
        Assert.Equal(file.Length, upper + 4 * upperStride * (int)BitConverter.ToInt64(file, Offset("upperRows")));
        for (int node = 0; node < Nodes; node++)
        {
            Assert.Equal(graph.View.Links(node, 0).ToArray(), Links(file, ground + 4 * groundStride * node, 32));
            Assert.Equal(graph.Storage!.Levels[node], file[levels + node]);
            Assert.Equal(-1, BitConverter.ToInt32(file, nextCopy + 4 * node));
            int first = BitConverter.ToInt32(file, firstUpperRow + 4 * node);
            Assert.Equal(file[levels + node] == 0, first == -1);
            for (int level = 1; level <= file[levels + node]; level++)
                Assert.Equal(graph.View.Links(node, level).ToArray(), Links(file, upper + 4 * upperStride * (first + level - 1), 16));
        }
    }

    [Fact]
    public void The_manifest_has_the_described_properties_and_the_folder_the_described_name()
    {
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_path, "manifest.json")));
        int start = Array.FindIndex(_document, l => l == "## manifest.json") + 2;
        string paragraph = string.Join(' ', _document[start..Array.IndexOf(_document, "", start)]);
        foreach (string name in manifest.RootElement.EnumerateObject().Select(p => p.Name))
            Assert.Contains($"`{name}`", paragraph, StringComparison.Ordinal);
        Assert.Equal(Constant("versionDigits"), Path.GetFileName(_path).Length);
    }

    private int Constant(string name) => Number(name, 1);

    private int Offset(string name) => Number(name, 3);

    /// <summary>The number in the only table row that introduces the name: "| `name` | 1 |" or "| 8 | 4 | int32 | `name`".</summary>
    private int Number(string name, int column) =>
        _document
            .Select(line => (Cells: line.Split('|', StringSplitOptions.TrimEntries), Line: line))
            .Where(row => row.Cells.Length > 4 && TableName().Match(row.Cells[column == 1 ? 1 : 4]).Groups[1].Value == name)
            .Select(row => int.Parse(row.Cells[column == 1 ? 2 : 1], System.Globalization.CultureInfo.InvariantCulture))
            .Single();

    private static string Text(byte[] file, ref int at)
    {
        int length = Int32(file, ref at);
        at += length;
        return Encoding.UTF8.GetString(file, at - length, length);
    }

    private static int Int32(byte[] file, ref int at)
    {
        at += 4;
        return BitConverter.ToInt32(file, at - 4);
    }

    private static int[] Links(byte[] file, int row, int capacity) =>
        [.. Enumerable.Range(0, capacity).Select(i => BitConverter.ToInt32(file, row + 4 * i)).TakeWhile(link => link != -1)];

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    internal static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ImageRetrieval.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run inside the repository.");
    }

    [GeneratedRegex("^`([A-Za-z0-9]+)`")]
    private static partial Regex TableName();
}
