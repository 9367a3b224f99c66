namespace ImageRetrieval.Worker.UrlList;

/// <summary>The compressed bytes of a gzip file, buffered, and what is between its members.</summary>
internal sealed class GzipInput(Stream file)
{
    private const int HeaderBytes = 10;
    private const byte Deflate = 8;
    private const byte HasChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16, Reserved = 0xE0;

    internal byte[] Bytes { get; } = new byte[1 << 16];

    internal int Start { get; private set; }

    internal int Count { get; private set; }

    /// <summary>Whether any byte is left; reads further when none is in memory.</summary>
    internal bool TryFill()
    {
        if (Count == 0)
            (Start, Count) = (0, file.Read(Bytes, 0, Bytes.Length));
        return Count > 0;
    }

    /// <summary>The bytes in memory are taken by another reader.</summary>
    internal void TakeAll() => (Start, Count) = (Start + Count, 0);

    /// <summary>The last of the taken bytes were not needed.</summary>
    internal void GiveBack(int count) => (Start, Count) = (Start - count, count);

    internal bool TryRead(Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!TryFill())
                return false;
            bytes[i] = Bytes[Start++];
            Count--;
        }
        return true;
    }

    /// <summary>Whether only zeros are left; they are skipped.</summary>
    internal bool IsPadding()
    {
        while (TryFill())
        {
            if (Bytes[Start] != 0)
                return false;
            Start++;
            Count--;
        }
        return true;
    }

    /// <summary>Skips a member's header; false when there is no complete one.</summary>
    internal bool TrySkipHeader()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (!TryRead(header) || header is not [0x1F, 0x8B, Deflate, ..] || (header[3] & Reserved) != 0)
            return false;
        var flags = header[3];
        Span<byte> two = stackalloc byte[2];
        if ((flags & HasExtra) != 0 && !(TryRead(two) && TrySkip(two[0] | two[1] << 8)))
            return false;
        if ((flags & HasName) != 0 && !TrySkipText())
            return false;
        if ((flags & HasComment) != 0 && !TrySkipText())
            return false;
        return (flags & HasChecksum) == 0 || TryRead(two);
    }

    private bool TrySkip(int count)
    {
        Span<byte> one = stackalloc byte[1];
        for (var i = 0; i < count; i++)
        {
            if (!TryRead(one))
                return false;
        }
        return true;
    }

    private bool TrySkipText()
    {
        Span<byte> one = stackalloc byte[1];
        while (TryRead(one))
        {
            if (one[0] == 0)
                return true;
        }
        return false;
    }
}
