using System.Globalization;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.IndexBenchmark.Maps;

/// <summary>
/// How long a layout takes, and how well it keeps neighbours: the share of the ten exact nearest vectors of a row that are among its
/// thirty nearest in the plane, beside that of the two principal components.
/// </summary>
internal static class MapBenchmark
{
    public static void Run(MapOptions options, TextWriter output)
    {
        float[] rows = Rows(options);
        int count = rows.Length / options.Dimension;
        string folder = ArtifactsFolder.PathOf($"map-{Guid.NewGuid():N}");
        try
        {
            using Snapshot snapshot = Publish(folder, rows, options.Dimension, count);
            SnapshotLayout? start = null, layout = null;
            double startSeconds = Cpu.Seconds(() => start = snapshot.LayOut(new LayoutOrder { Threads = options.Threads, StartOnly = true }));
            long began = System.Diagnostics.Stopwatch.GetTimestamp();
            double seconds = Cpu.Seconds(() => layout = snapshot.LayOut(new LayoutOrder { Threads = options.Threads }));
            double wall = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
            (double linear, double found) = (Kept(rows, options, start!), Kept(rows, options, layout!));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {(options.RawFile is { } file ? Path.GetFileName(file) : "generated")} | {count} x {options.Dimension} | {options.Threads} | {startSeconds:0.0} | {seconds:0.0} | {wall:0.0} | {linear:0.000} | {found:0.000} | {layout!.Groups.Max() + 1} |"));
            output.WriteLine($"{Cpu.Name()}, {Environment.ProcessorCount} cores, {DateTime.UtcNow:yyyy-MM-dd}; working set {Environment.WorkingSet >> 20} MB");
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static float[] Rows(MapOptions options)
    {
        float[] rows = options.RawFile is { } file ? RawFile.Read(file, options.Dimension) : GeneratedRows.Get(options.Count, options.Dimension, options.Seed);
        if (rows.Length > options.Count * options.Dimension)
            rows = rows[..(options.Count * options.Dimension)];
        UnitRows.Normalize(rows, options.Dimension);
        return rows;
    }

    private static Snapshot Publish(string folder, float[] rows, int dimension, int count)
    {
        var builder = new SnapshotBuilder("map", dimension, new HnswOptions());
        var fields = new Dictionary<string, string>();
        for (int i = 0; i < count; i++)
            builder.Add(new SnapshotItem(i.ToString("D8", CultureInfo.InvariantCulture), fields), rows.AsSpan(i * dimension, dimension));
        return Snapshot.Open(Path.Combine(folder, builder.Publish(folder, keepPrevious: 0).Version), verify: false);
    }

    private static double Kept(float[] rows, MapOptions options, SnapshotLayout layout)
    {
        int count = layout.X.Length, sample = Math.Min(options.Sample, count);
        double kept = 0;
        for (int i = 0; i < sample; i++)
        {
            int row = (int)((long)i * count / sample);
            int[] near = Nearest(count, row, 10, other => -System.Numerics.Tensors.TensorPrimitives.Dot(rows.AsSpan(row * options.Dimension, options.Dimension), rows.AsSpan(other * options.Dimension, options.Dimension)));
            int[] shown = Nearest(count, row, 30, other => Math.Pow(layout.X[row] - layout.X[other], 2) + Math.Pow(layout.Y[row] - layout.Y[other], 2));
            kept += near.Intersect(shown).Count() / 10.0;
        }

        return kept / sample;
    }

    private static int[] Nearest(int count, int row, int k, Func<int, double> distance)
    {
        double[] distances = [.. Enumerable.Range(0, count).Select(distance)];
        int[] others = [.. Enumerable.Range(0, count)];
        Array.Sort(distances, others);
        return [.. others.Where(other => other != row).Take(k)];
    }
}
