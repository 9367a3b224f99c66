namespace ImageRetrieval.Vision.Decoding;

/// <summary>The eight EXIF orientations (EXIF 2.3, tag 0x0112) as what they do to the stored rows and columns.</summary>
internal readonly record struct Orientation(int Value)
{
    /// <summary>Rows and columns are swapped.</summary>
    internal bool SwapsAxes => Value >= 5;

    /// <summary>The stored columns run opposite to their upright direction.</summary>
    internal bool ReversesStoredX => Value is 2 or 3 or 7 or 8;

    /// <summary>The stored rows run opposite to their upright direction.</summary>
    internal bool ReversesStoredY => Value is 3 or 4 or 6 or 7;

    /// <summary>Copies pixels of three bytes from their stored positions to their upright ones.</summary>
    /// <param name="stored">Stored rows, <paramref name="width"/> x <paramref name="height"/> pixels.</param>
    /// <param name="width">Stored columns.</param>
    /// <param name="height">Stored rows.</param>
    /// <param name="seen">Room for as many pixels.</param>
    internal void Turn(ReadOnlySpan<byte> stored, int width, int height, Span<byte> seen)
    {
        var place = 0;
        for (var y = 0; y < (SwapsAxes ? width : height); y++)
        {
            for (var x = 0; x < (SwapsAxes ? height : width); x++, place += 3)
            {
                var (column, row) = SwapsAxes ? (y, x) : (x, y);
                if (ReversesStoredX)
                    column = width - 1 - column;
                if (ReversesStoredY)
                    row = height - 1 - row;
                stored.Slice((row * width + column) * 3, 3).CopyTo(seen[place..]);
            }
        }
    }
}
