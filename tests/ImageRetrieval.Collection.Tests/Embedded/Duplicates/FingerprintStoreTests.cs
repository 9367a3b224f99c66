using System.Security.Cryptography;
using ImageRetrieval.Collection.Embedded.Duplicates;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Collection.Tests.Embedded.Duplicates;

public sealed class FingerprintStoreTests : IDisposable
{
    private const int Bytes = 50;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Appended_records_can_be_read_after_reopening_and_by_concurrent_readers()
    {
        using (var store = Open())
        {
            for (var i = 0; i < 10; i++)
                store.Append(Key(i), Fingerprint(i));
            store.Append(Key(3), Fingerprint(99)); // the first one stays
            using var reader = FingerprintReader.Open(_folder.Path, "test-v1", Bytes)!;
            Assert.Equal(Fingerprint(3), Read(reader, Find(store, 3), Key(3)));
            Assert.Null(Read(reader, Find(store, 3), Key(4)));
            Assert.Null(Read(reader, 10, Key(3)));
        }

        using var again = Open();
        Assert.Equal(10, again.Count);
        var read = new byte[Bytes];
        Assert.True(again.TryRead(Find(again, 7), read));
        Assert.Equal(Fingerprint(7), read);
        Assert.Equal(BitConverter.ToUInt64(Fingerprint(7)), again.ReadHead(Find(again, 7)));
        Assert.False(again.Contains(Key(11)));
    }

    [Fact]
    public void A_half_written_record_is_dropped_and_written_again()
    {
        using (var store = Open())
        {
            store.Append(Key(1), Fingerprint(1));
            store.Append(Key(2), Fingerprint(2));
        }
        using (var file = new FileStream(PathOfFile, FileMode.Open))
            file.SetLength(file.Length - 5);

        using var again = Open();
        Assert.True(again.DroppedBytes > 0);
        Assert.Equal((true, false), (again.Contains(Key(1)), again.Contains(Key(2))));
        again.Append(Key(2), Fingerprint(2));
        var read = new byte[Bytes];
        Assert.True(again.TryRead(Find(again, 2), read));
        Assert.Equal(Fingerprint(2), read);
    }

    [Fact]
    public void A_damaged_record_is_stepped_over_and_those_behind_it_are_good()
    {
        using (var store = Open())
        {
            for (var i = 0; i < 5; i++)
                store.Append(Key(i), Fingerprint(i));
        }
        var bytes = File.ReadAllBytes(PathOfFile);
        bytes[^(2 * 98)] ^= 1; // in the last but one record of 48 + 50 bytes
        File.WriteAllBytes(PathOfFile, bytes);

        using var again = Open();
        Assert.Equal(1, again.DamagedRecords);
        Assert.Equal((4, false, true), (again.Count, again.Contains(Key(3)), again.Contains(Key(4))));
    }

    [Fact]
    public void A_foreign_file_is_rejected_and_one_of_another_space_is_another_file()
    {
        using (Open())
        {
        }
        File.WriteAllText(PathOfFile, "something else, longer than a header");
        Assert.Contains("move it away", Assert.Throws<InvalidDataException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Null(FingerprintReader.Open(_folder.Path, "test-v2", Bytes));
    }

    private string PathOfFile => Path.Combine(_folder.Path, "test-v1", "00000001.seg");

    private FingerprintStore Open() => FingerprintStore.Open(_folder.Path, "test-v1", Bytes);

    private static int Find(FingerprintStore store, int number)
    {
        Assert.True(store.TryFind(Key(number), out var record));
        return record;
    }

    private static byte[]? Read(FingerprintReader reader, int record, ContentKey key)
    {
        var read = new byte[Bytes];
        return reader.TryRead(record, key, read) ? read : null;
    }

    private static ContentKey Key(int number) => ContentKey.Read(SHA256.HashData(BitConverter.GetBytes(number)));

    private static byte[] Fingerprint(int number)
    {
        var bytes = new byte[Bytes];
        new Random(number).NextBytes(bytes);
        return bytes;
    }
}
