using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ImageRetrieval.Collection.Duplicates;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>
/// The published duplicates of one model: contents, images and pairs. It is read in place, and stays readable when a newer
/// file takes its name. Thread-safe.
/// </summary>
internal sealed class DuplicatesFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly DuplicatesLayout _layout;
    private readonly string _path;

    private DuplicatesFile(FileStream stream, DuplicatesLayout layout, string path)
    {
        (_stream, _layout, _path) = (stream, layout, path);
        var head = new byte[layout.HeadBytes];
        Read(head, DuplicatesLayout.HeaderBytes);
        Head = JsonSerializer.Deserialize<DuplicatesHead>(head, DuplicatesLayout.Json)!;
    }

    /// <summary>What it is of.</summary>
    public DuplicatesHead Head { get; }

    /// <summary>Different contents, in the order of their keys.</summary>
    public int Contents => _layout.Contents;

    /// <summary>Pairs of different contents.</summary>
    public int Pairs => (int)_layout.Pairs;

    /// <summary>Opens a file and reads it once to check it; null when there is none.</summary>
    /// <exception cref="DuplicatesException">It is damaged, or of another format.</exception>
    public static DuplicatesFile? Open(string path)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        try
        {
            return Check(stream, path);
        }
        catch (Exception error) when (error is JsonException or EndOfStreamException)
        {
            stream.Dispose();
            throw Damaged(path, error);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>A content by its number, 0..<see cref="Contents"/> - 1.</summary>
    public KnownContent Content(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Contents);
        Span<byte> bytes = stackalloc byte[DuplicatesLayout.ContentBytes];
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        Read(bytes, _layout.ContentsAt + ((long)number * DuplicatesLayout.ContentBytes));
        Read(hash, _layout.HashesAt + ((long)number * sizeof(ulong)));
        return DuplicatesLayout.ReadContent(bytes, BinaryPrimitives.ReadUInt64LittleEndian(hash));
    }

    /// <summary>The number of a content; false when it is not here.</summary>
    public bool TryFind(ContentKey key, out int number)
    {
        Span<byte> bytes = stackalloc byte[ContentKey.Bytes];
        int low = 0, high = Contents - 1;
        while (low <= high)
        {
            number = (low + high) >>> 1;
            Read(bytes, _layout.ContentsAt + ((long)number * DuplicatesLayout.ContentBytes));
            var comparison = ContentKey.Read(bytes).CompareTo(key);
            if (comparison == 0)
                return true;
            (low, high) = comparison < 0 ? (number + 1, high) : (low, number - 1);
        }
        number = -1;
        return false;
    }

    /// <summary>The ids of the images that have a content, in the order of the snapshot.</summary>
    public IReadOnlyList<string> IdsOf(in KnownContent content)
    {
        var ids = new string[content.Images];
        var place = _layout.IdsAt + content.Ids;
        Span<byte> length = stackalloc byte[sizeof(int)];
        for (var i = 0; i < ids.Length; i++)
        {
            Read(length, place);
            var bytes = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
            Read(bytes, place + sizeof(int));
            ids[i] = Encoding.UTF8.GetString(bytes);
            place += sizeof(int) + bytes.Length;
        }
        return ids;
    }

    /// <summary>All contents in sequence.</summary>
    public IEnumerable<KnownContent> ReadContents()
    {
        const int atOnce = 1024;
        var (bytes, hashes) = (new byte[atOnce * DuplicatesLayout.ContentBytes], new byte[atOnce * sizeof(ulong)]);
        for (var first = 0; first < Contents; first += atOnce)
        {
            var count = Math.Min(atOnce, Contents - first);
            Read(bytes.AsSpan(0, count * DuplicatesLayout.ContentBytes), _layout.ContentsAt + ((long)first * DuplicatesLayout.ContentBytes));
            Read(hashes.AsSpan(0, count * sizeof(ulong)), _layout.HashesAt + ((long)first * sizeof(ulong)));
            for (var i = 0; i < count; i++)
                yield return DuplicatesLayout.ReadContent(bytes.AsSpan(i * DuplicatesLayout.ContentBytes), BinaryPrimitives.ReadUInt64LittleEndian(hashes.AsSpan(i * sizeof(ulong))));
        }
    }

    /// <summary>All pairs, in the order of their numbers.</summary>
    public DuplicatePair[] ReadPairs()
    {
        const int atOnce = 4096;
        var pairs = new DuplicatePair[Pairs];
        var bytes = new byte[atOnce * DuplicatesLayout.PairBytes];
        for (var first = 0; first < pairs.Length; first += atOnce)
        {
            var count = Math.Min(atOnce, pairs.Length - first);
            Read(bytes.AsSpan(0, count * DuplicatesLayout.PairBytes), _layout.PairsAt + ((long)first * DuplicatesLayout.PairBytes));
            for (var i = 0; i < count; i++)
                pairs[first + i] = Checked(DuplicatesLayout.ReadPair(bytes.AsSpan(i * DuplicatesLayout.PairBytes)));
        }
        return pairs;
    }

    /// <summary>Contents whose perceptual hash is near, nearest first. Reads every hash: 8 bytes each.</summary>
    /// <param name="hash">The hash; of an even area (0) nothing is near.</param>
    /// <param name="most">Bits that may differ.</param>
    /// <param name="limit">The maximum number of contents.</param>
    public IReadOnlyList<int> FindNearHashes(ulong hash, int most, int limit)
    {
        if (hash == 0)
            return [];
        const int atOnce = 8192;
        var near = new List<int>[most + 1];
        var buffer = new ulong[atOnce];
        for (var first = 0; first < Contents; first += atOnce)
        {
            var hashes = buffer.AsSpan(0, Math.Min(atOnce, Contents - first));
            Read(MemoryMarshal.AsBytes(hashes), _layout.HashesAt + ((long)first * sizeof(ulong)));
            for (var i = 0; i < hashes.Length; i++)
            {
                var distance = BitOperations.PopCount(hashes[i] ^ hash);
                if (distance <= most && hashes[i] != 0 && (near[distance] ??= []).Count < limit)
                    near[distance].Add(first + i);
            }
        }
        return [.. near.Where(list => list is not null).SelectMany(list => list).Take(limit)];
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private static DuplicatesFile Check(FileStream stream, string path)
    {
        var header = new byte[Math.Min(DuplicatesLayout.HeaderBytes, stream.Length)];
        stream.ReadExactly(header);
        var layout = DuplicatesLayout.Read(header, path, stream.Length);
        if (!DuplicatesWriter.Digest(stream).AsSpan().SequenceEqual(header.AsSpan(DuplicatesLayout.CheckedHeaderBytes)))
            throw Damaged(path, null);
        return new DuplicatesFile(stream, layout, path);
    }

    private static DuplicatesException Damaged(string path, Exception? inner) =>
        new(DuplicatesFault.Damaged, $"'{path}' is damaged: its bytes have changed since they were written. Remove it, and the Worker creates it again.", inner);

    private DuplicatePair Checked(DuplicatePair pair) =>
        pair.First >= 0 && pair.First < pair.Second && pair.Second < Contents ? pair : throw Damaged(_path, null);

    private void Read(Span<byte> target, long place)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(_stream.SafeFileHandle, target, place);
            if (read == 0)
                throw new EndOfStreamException($"'{_path}' has become shorter.");
            target = target[read..];
            place += read;
        }
    }
}
