using System.Security.Cryptography;

namespace ImageRetrieval.VectorIndex.Tests;

public sealed class DamageTests : IDisposable
{
    // Enough images that a search with a small ef goes through the graph.
    private static readonly TestVectors s_vectors = TestVectors.Random(Snapshot.ExactSearchCount + 200, 4, seed: 71);

    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public DamageTests() => _path = SnapshotSamples.Publish(_folder.Path, s_vectors);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("items")]
    [InlineData("vectors")]
    [InlineData("codes")]
    [InlineData("graph")]
    [InlineData("context")]
    public void Every_flipped_byte_is_refused(string section)
    {
        byte[] bytes = System.IO.File.ReadAllBytes(File(section));
        foreach (int offset in Offsets(bytes.Length, step: 6007))
        {
            WriteFlipped(section, bytes, offset);
            var error = Assert.Throws<SnapshotException>(() => Snapshot.Open(_path));
            Assert.True(error.Reason is SnapshotFault.Damaged or SnapshotFault.UnsupportedFormat, $"{offset}: {error.Reason}");
            Assert.Contains(File(section), error.Message, StringComparison.Ordinal);
        }
    }

    // Not verified, a flipped byte may give a wrong answer or an error of ours; never a read outside the file.
    [Theory]
    [InlineData("items")]
    [InlineData("vectors")]
    [InlineData("codes")]
    [InlineData("graph")]
    [InlineData("context")]
    public void Every_unverified_flipped_byte_is_harmless(string section)
    {
        byte[] bytes = System.IO.File.ReadAllBytes(File(section));
        foreach (int offset in Offsets(bytes.Length, step: 2003))
        {
            WriteFlipped(section, bytes, offset);
            try
            {
                using Snapshot snapshot = Snapshot.Open(_path, verify: false);
                for (int q = 0; q < 20; q++)
                {
                    Assert.InRange(snapshot.Search(s_vectors[q * 50], 5, 20).Count, 1, 5);
                    Assert.All(snapshot.SearchInContext(s_vectors[q * 50], 5, 20), hit => Assert.True(float.IsFinite(hit.RankScore ?? 0)));
                    snapshot.Distinction([new SearchHit(SnapshotSamples.ImageId(q), 0.5f)]);
                }

                snapshot.TryGetItem(SnapshotSamples.ImageId(700), out _);
                Assert.Equal(snapshot.Count, snapshot.GetItems(0, snapshot.Count).Count);
            }
            catch (SnapshotException e)
            {
                Assert.NotEqual(SnapshotFault.NotFound, e.Reason);
            }
        }
    }

    [Fact]
    public void A_flipped_byte_in_the_manifest_is_refused_or_changes_nothing()
    {
        byte[] bytes = System.IO.File.ReadAllBytes(File("manifest.json"));
        Manifest expected = ManifestFile.Read(File("manifest.json"));
        int refused = 0;
        for (int offset = 0; offset < bytes.Length; offset++)
        {
            WriteFlipped("manifest.json", bytes, offset);
            try
            {
                using Snapshot snapshot = Snapshot.Open(_path);
                Assert.Equivalent(expected, snapshot.Manifest, strict: true);
            }
            catch (SnapshotException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, bytes.Length / 2, bytes.Length);
    }

    [Theory]
    [InlineData("items")]
    [InlineData("vectors")]
    [InlineData("codes")]
    [InlineData("graph")]
    [InlineData("context")]
    public void A_truncated_or_lengthened_section_is_refused_with_or_without_verification(string section)
    {
        byte[] bytes = System.IO.File.ReadAllBytes(File(section));
        foreach (int length in new[] { 0, 1, 96, 127, 128, 129, bytes.Length / 2, bytes.Length - 4, bytes.Length - 1 })
            AssertDamaged(section, bytes[..length]);
        AssertDamaged(section, [.. bytes, 0]);
    }

    [Theory]
    [InlineData("items")]
    [InlineData("vectors")]
    [InlineData("codes")]
    [InlineData("graph")]
    [InlineData("context")]
    [InlineData("manifest.json")]
    public void A_small_snapshot_cut_at_any_length_is_refused(string name)
    {
        string path = SnapshotSamples.Publish(Path.Combine(_folder.Path, "small"), TestVectors.Random(12, 8, seed: 73));
        string file = Path.Combine(path, name);
        byte[] bytes = System.IO.File.ReadAllBytes(file);
        for (int length = 0; length < bytes.Length - 1; length++)
        {
            System.IO.File.WriteAllBytes(file, bytes[..length]);
            Assert.Throws<SnapshotException>(() => Snapshot.Open(path, verify: false));
        }

        System.IO.File.WriteAllBytes(file, bytes);
        Snapshot.Open(path).Dispose();
    }

    [Theory]
    [InlineData("items")]
    [InlineData("vectors")]
    [InlineData("codes")]
    [InlineData("graph")]
    [InlineData("context")]
    [InlineData("manifest.json")]
    public void A_missing_file_makes_it_incomplete(string name)
    {
        System.IO.File.Delete(File(name));
        var error = Assert.Throws<SnapshotException>(() => Snapshot.Open(_path));
        Assert.Equal(SnapshotFault.Incomplete, error.Reason);
        Assert.Contains(File(name), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_not_found()
    {
        var error = Assert.Throws<SnapshotException>(() => Snapshot.Open(Path.Combine(_folder.Path, "00000099")));
        Assert.Equal(SnapshotFault.NotFound, error.Reason);
    }

    [Fact]
    public void An_unsupported_format_is_reported_with_the_remedy()
    {
        byte[] bytes = System.IO.File.ReadAllBytes(File("graph"));
        bytes[8] = 4;
        System.IO.File.WriteAllBytes(File("graph"), bytes);
        var error = Assert.Throws<SnapshotException>(() => Snapshot.Open(_path));
        Assert.Equal(SnapshotFault.UnsupportedFormat, error.Reason);
        Assert.Equal($"'{File("graph")}' is format 4; this build reads 3: rebuild the index.", error.Message);

        System.IO.File.WriteAllText(File("manifest.json"), """{ "formatVersion": 4, "something": "new" }""");
        Assert.Equal(SnapshotFault.UnsupportedFormat, Assert.Throws<SnapshotException>(() => Snapshot.Open(_path)).Reason);
    }

    [Fact]
    public void A_section_of_another_snapshot_is_refused_even_unverified()
    {
        string other = SnapshotSamples.Publish(Path.Combine(_folder.Path, "other"), TestVectors.Random(s_vectors.Count, 4, seed: 72));
        System.IO.File.Copy(Path.Combine(other, "vectors"), File("vectors"), overwrite: true);
        Assert.Equal(SnapshotFault.Damaged, Assert.Throws<SnapshotException>(() => Snapshot.Open(_path, verify: false)).Reason);
    }

    // Well-formed with the right checksums, and yet impossible: what a bug in another writer could make.
    [Theory]
    [InlineData("graph", 132, 1_000_000)] // a link of node 0
    [InlineData("graph", 132, -2)]
    [InlineData("graph", 132, -1)] // links behind the end of a row
    [InlineData("graph", 64, 7)] // the number of copies
    [InlineData("codes", 36, 128)] // the stride
    [InlineData("codes", 128 + 1200 * 64, 0)] // the scale of node 0
    [InlineData("graph", 40, 5000)] // the entry point
    [InlineData("graph", 44, 2_000_000)] // the highest level
    [InlineData("graph", 56, 7)] // the number of upper rows
    [InlineData("vectors", 36, 64)] // the stride
    [InlineData("items", 128, 8)] // where the first record begins
    [InlineData("items", 136, 1 << 30)] // where it ends
    [InlineData("items", 128 + 8 * 1201, 1200)] // the first position in the order of ids
    [InlineData("items", 32, 1199)] // the number of nodes
    [InlineData("items", 128 + 8 * 1201 + 4 * 1200, 1)] // the first item of node 0
    [InlineData("items", 128 + 8 * 1201 + 4 * 1201, 0)] // the first item of node 1
    public void Impossible_numbers_under_a_right_checksum_are_refused(string section, int offset, int value)
    {
        Forge(section, offset, value);
        Assert.Equal(SnapshotFault.Damaged, Assert.Throws<SnapshotException>(() => Snapshot.Open(_path)).Reason);
        try
        {
            using Snapshot snapshot = Snapshot.Open(_path, verify: false);
            for (int q = 0; q < 50; q++)
                snapshot.Search(s_vectors[q], 5, 20);
            snapshot.TryGetItem("img-0", out _);
        }
        catch (SnapshotException e)
        {
            Assert.Equal(SnapshotFault.Damaged, e.Reason);
        }
    }

    private string File(string name) => Path.Combine(_path, name);

    private static IEnumerable<int> Offsets(int length, int step) =>
        Enumerable.Range(0, SectionHeader.Length)
            .Concat(Enumerable.Range(0, length / step).Select(i => i * step))
            .Append(SectionHeader.Length)
            .Append(length - 1);

    private void WriteFlipped(string name, byte[] bytes, int offset)
    {
        byte[] flipped = [.. bytes];
        flipped[offset] ^= 0x41;
        System.IO.File.WriteAllBytes(File(name), flipped);
    }

    private void AssertDamaged(string section, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(section), bytes);
        foreach (bool verify in new[] { true, false })
            Assert.Equal(SnapshotFault.Damaged, Assert.Throws<SnapshotException>(() => Snapshot.Open(_path, verify)).Reason);
    }

    private void Forge(string section, int offset, int value)
    {
        byte[] bytes = System.IO.File.ReadAllBytes(File(section));
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);
        byte[] checksum = SHA256.HashData([.. bytes[..96], .. bytes[128..]]);
        checksum.CopyTo(bytes, 96);
        System.IO.File.WriteAllBytes(File(section), bytes);

        Manifest manifest = ManifestFile.Read(File("manifest.json"));
        System.IO.File.Delete(File("manifest.json"));
        ManifestFile.Write(File("manifest.json"), manifest with
        {
            Sections = [.. manifest.Sections.Select(s => s.Name == section ? s with { Sha256 = Convert.ToHexStringLower(checksum) } : s)],
        });
    }
}
