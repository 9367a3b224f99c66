namespace ImageRetrieval.DecodeFuzz;

/// <summary>Damages an image in one to four ways; everything follows from the seed and the image's number.</summary>
internal static class Mutator
{
    private const int MaxRepeatedBytes = 20_000;

    internal static byte[] Damage(byte[] whole, int seed, int number)
    {
        var random = new Random(Mix(seed, number));
        var image = (byte[])whole.Clone();
        var times = random.Next(2) == 0 ? 1 : 1 + random.Next(4);
        for (var i = 0; i < times && image.Length > 16; i++)
            image = DamageOnce(image, random);
        if (image.Length > 16 && image[0] == 0x89 && random.Next(4) != 0)
            PngChecksums.Repair(image);
        return image;
    }

    private static byte[] DamageOnce(byte[] image, Random random)
    {
        switch (random.Next(7))
        {
            case 0: FlipBits(image, random); return image;
            case 1: OverwriteRun(image, random); return image;
            case 2: return image[..random.Next(image.Length)];
            case 3: return RepeatPiece(image, random);
            case 4: return RemovePiece(image, random);
            default: SetHeaderFields(image, random); return image;
        }
    }

    private static void FlipBits(byte[] image, Random random)
    {
        var flips = 1 << random.Next(7);
        // Half of the time near the start, where the structure is.
        var within = random.Next(2) == 0 ? Math.Min(image.Length, 512) : image.Length;
        for (var i = 0; i < flips; i++)
            image[random.Next(within)] ^= (byte)(1 << random.Next(8));
    }

    private static void OverwriteRun(byte[] image, Random random)
    {
        var start = random.Next(image.Length);
        var run = image.AsSpan(start, Math.Min(image.Length - start, 1 + random.Next(1 << random.Next(1, 10))));
        switch (random.Next(3))
        {
            case 0: run.Clear(); break;
            case 1: run.Fill(0xFF); break;
            default: random.NextBytes(run); break;
        }
    }

    private static byte[] RepeatPiece(byte[] image, Random random)
    {
        var (start, end) = Piece(image, random);
        var times = random.Next(8) == 0 && end - start < MaxRepeatedBytes ? 50 : 1;
        var repeated = Enumerable.Repeat(image[start..end], times).SelectMany(piece => piece);
        return [.. image[..end], .. repeated, .. image[end..]];
    }

    private static byte[] RemovePiece(byte[] image, Random random)
    {
        var (start, end) = Piece(image, random);
        return [.. image[..start], .. image[end..]];
    }

    private static (int Start, int End) Piece(byte[] image, Random random)
    {
        var starts = Pieces.Starts(image);
        if (starts.Count == 0)
            return (image.Length / 3, image.Length / 2);
        var chosen = random.Next(starts.Count);
        return (starts[chosen], chosen + 1 < starts.Count ? starts[chosen + 1] : image.Length);
    }

    private static void SetHeaderFields(byte[] image, Random random)
    {
        var fields = HeaderFields.Find(image);
        for (var i = 0; i < 1 + random.Next(2) && fields.Count > 0; i++)
            HeaderFields.SetToExtreme(image, fields[random.Next(fields.Count)], random);
    }

    // Not System.HashCode, which differs from process to process.
    private static int Mix(int seed, int number) => unchecked((seed * 1_000_003) ^ (number * 7_919));
}
