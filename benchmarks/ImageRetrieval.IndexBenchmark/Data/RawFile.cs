using System.Runtime.InteropServices;

namespace ImageRetrieval.IndexBenchmark.Data;

/// <summary>Rows of little-endian float32, one after the other and nothing else.</summary>
internal static class RawFile
{
    /// <exception cref="FormatException">The file's length is no whole number of rows, or more than one array holds.</exception>
    public static float[] Read(string file, int dimension)
    {
        using FileStream stream = OpenRead(file);
        long floats = stream.Length / sizeof(float);
        if (stream.Length % ((long)dimension * sizeof(float)) != 0 || floats > Array.MaxLength)
            throw new FormatException($"'{file}' has {stream.Length} bytes: not rows of {dimension} float32, or more than {Array.MaxLength} floats.");
        float[] rows = GC.AllocateUninitializedArray<float>((int)floats);
        stream.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
        return rows;
    }

    /// <summary>Writes under another name first: a file of this name is a whole one.</summary>
    public static void Write(string file, ReadOnlySpan<float> rows)
    {
        string partial = file + ".partial";
        using (FileStream stream = File.Create(partial))
        {
            // A span of bytes ends at 2 GiB.
            for (int start = 0; start < rows.Length; start += 1 << 20)
                stream.Write(MemoryMarshal.AsBytes(rows.Slice(start, Math.Min(1 << 20, rows.Length - start))));
        }

        File.Move(partial, file, overwrite: true);
    }

    private static FileStream OpenRead(string file) => File.Exists(file)
        ? File.OpenRead(file)
        : throw new FormatException($"'{file}' does not exist: name a file of float32 rows, or make one with the command 'features'.");
}
