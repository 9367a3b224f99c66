using System.Globalization;
using ImageRetrieval.IndexBenchmark.Data;
using ImageRetrieval.IndexBenchmark.Engines;

namespace ImageRetrieval.IndexBenchmark.Measures;

/// <summary>The command <c>memory</c>: opens a saved index, answers queries, and says what the process keeps in memory then.</summary>
internal static class MemoryChild
{
    public const string Command = "memory";

    /// <summary>The engine that is none: a process that does nothing.</summary>
    public const string Nothing = "nothing";

    private const int Asked = 2000;
    private const int Ef = 100;

    /// <param name="engine">One that can be saved, or <see cref="Nothing"/>.</param>
    /// <param name="folder">Its saved index, and the queries.</param>
    /// <param name="dimension">Components of a query.</param>
    /// <param name="k">Neighbours wanted.</param>
    public static IReadOnlyList<string> Arguments(string engine, string folder, int dimension, int k) =>
        [Command, engine, folder, dimension.ToString(CultureInfo.InvariantCulture), k.ToString(CultureInfo.InvariantCulture)];

    public static string QueriesIn(string folder) => Path.Combine(folder, "queries.f32");

    /// <param name="arguments">As <see cref="Arguments"/> gives them.</param>
    /// <param name="output">Receives the kilobytes in all, anonymous and of files.</param>
    /// <exception cref="FormatException">The arguments are others.</exception>
    public static void Run(string[] arguments, TextWriter output)
    {
        if (arguments.Length != 5)
            throw new FormatException($"'{Command}' is for this program itself: {Command} ENGINE FOLDER DIMENSION K.");
        (string name, string folder) = (arguments[1], arguments[2]);
        int dimension = IndexBenchmark.Arguments.Number("DIMENSION", arguments[3]);
        var options = new BenchmarkOptions { Dimension = dimension, K = IndexBenchmark.Arguments.Number("K", arguments[4]) };
        if (name == Nothing)
        {
            Write(output);
            return;
        }

        float[] queries = RawFile.Read(QueriesIn(folder), dimension);
        using var files = new ChildFiles(new VectorSet(queries, dimension, queries.Length / dimension, "queries"));
        using IEngine engine = EngineList.Create(name, files, options);
        ((ISavedEngine)engine).Open(folder);
        Ask((LocalEngine)engine, files.Set, options.K);

        // While the index is open: this is what a server would keep.
        Write(output);
    }

    private static void Ask(LocalEngine engine, VectorSet set, int k)
    {
        var found = new Hit[k];
        engine.Prepare(Ef);
        for (int i = 0; i < Asked; i++)
            engine.Search(set.Query(i % set.Queries), Ef, found);
    }

    private static void Write(TextWriter output)
    {
        ResidentMemory memory = ResidentMemory.Now();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{memory.Total} {memory.Anonymous} {memory.File}"));
    }
}
