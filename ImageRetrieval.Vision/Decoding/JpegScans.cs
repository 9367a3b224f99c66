namespace ImageRetrieval.Vision.Decoding;

/// <summary>What a JPEG's markers say about its scans (ITU-T T.81, annex B), without decoding any.</summary>
internal static class JpegScans
{
    private const int MostComponents = 4;

    internal static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <summary>Whether only the end marker is missing: every component of the frame has at least one scan before the bytes end.</summary>
    internal static bool LackOnlyTheirEnd(ReadOnlySpan<byte> jpeg)
    {
        if (jpeg.EndsWith(EndOfImage))
            return false;
        Span<byte> missing = stackalloc byte[MostComponents];
        var left = 0;
        for (var at = 2; NextSegment(jpeg, ref at, out var marker, out var segment);)
        {
            if (IsFrame(marker) && !TryComponents(segment, countAt: 5, step: 3, missing, out left))
                return false;
            if (marker == 0xDA)
                left = Without(missing[..left], segment);
        }
        return left == 0;
    }

    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    // Markers with a length; what lies between them (entropy-coded data, restart markers, fill bytes) is skipped.
    private static bool NextSegment(ReadOnlySpan<byte> jpeg, ref int at, out byte marker, out ReadOnlySpan<byte> segment)
    {
        marker = 0;
        segment = default;
        while (at + 4 <= jpeg.Length)
        {
            var found = jpeg[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 4 > jpeg.Length)
                return false;
            at += found + 1;
            marker = jpeg[at];
            if (marker is 0x00 or 0x01 or 0xFF or (>= 0xD0 and <= 0xD9))
                continue;
            var length = (jpeg[at + 1] << 8) | jpeg[at + 2];
            if (length < 2 || at + 1 + length > jpeg.Length)
                return false;
            segment = jpeg.Slice(at + 3, length - 2);
            at += 1 + length;
            return true;
        }
        return false;
    }

    private static bool TryComponents(ReadOnlySpan<byte> segment, int countAt, int step, Span<byte> ids, out int count)
    {
        count = segment.Length > countAt ? segment[countAt] : 0;
        if (count is 0 or > MostComponents || segment.Length < countAt + 1 + (count * step))
            return false;
        for (var i = 0; i < count; i++)
            ids[i] = segment[countAt + 1 + (i * step)];
        return true;
    }

    // Removes a scan's components from those that have no scan yet; returns how many are left.
    private static int Without(Span<byte> missing, ReadOnlySpan<byte> scan)
    {
        Span<byte> ids = stackalloc byte[MostComponents];
        if (!TryComponents(scan, countAt: 0, step: 2, ids, out var count))
            return missing.Length;
        var left = 0;
        foreach (var id in missing)
        {
            if (!ids[..count].Contains(id))
                missing[left++] = id;
        }
        return left;
    }
}
