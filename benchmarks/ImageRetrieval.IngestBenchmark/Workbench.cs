using System.Text.Json;
using ImageRetrieval.Fixtures;
using ImageRetrieval.VisionBenchmark;
using ImageRetrieval.Worker.Tests;

namespace ImageRetrieval.IngestBenchmark;

/// <summary>What the parts share: a temporary folder, lists, Workers over data folders in it, and the verdicts.</summary>
internal sealed class Workbench(BenchmarkOptions options, Workbench? whole = null) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal BenchmarkOptions Options => options;

    /// <summary>A bench for one of the models, with its own folder, whose lines and verdicts are collected here.</summary>
    internal Workbench With(string model) => new(options with { Models = model }, this);

    internal Report Report { get; } = whole?.Report ?? new();

    /// <summary>Whether a result was wrong or a goal was missed.</summary>
    internal bool Missed { get; private set; }

    internal string PathOf(string name) => _folder.File(name);

    internal void WriteList(IEnumerable<string> rows) => File.WriteAllLines(PathOf("list.csv"), rows.Prepend("url,id"));

    /// <summary>The options of a Worker over the list and a data folder.</summary>
    internal string[] Arguments(string data, params string[] more)
    {
        if (options.Weights is { } weights && !Path.Exists(PathOf(data + "/models")))
        {
            Directory.CreateDirectory(PathOf(data));
            Directory.CreateSymbolicLink(PathOf(data + "/models"), weights);
        }
        string[] list = ModelList() is { } models ? ["--model-list", models] : [];
        return ["--csv", PathOf("list.csv"), "--data", PathOf(data), "--models", options.Models, .. list, .. more];
    }

    // The network whose cost the goals are about, without its 100 MB of trained weights.
    private string? ModelList()
    {
        if (!options.Models.Split(',').Contains(SeededNetwork.Name))
            return options.ModelList;
        if (options.ModelList is not null)
            throw new InvalidOperationException($"{SeededNetwork.Name} has its own list: use --model-list only with other models.");
        return SeededNetwork.WriteOnce(_folder.Path);
    }

    internal WorkerProcess Start(string data, params string[] more) => WorkerProcess.Start(Arguments(data, more));

    /// <summary>The last report of the Worker of a data folder; undefined before the first.</summary>
    internal JsonElement Status(string data)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(PathOf(data + "/status.json")));
        }
        catch (FileNotFoundException)
        {
            return default;
        }
        catch (DirectoryNotFoundException)
        {
            return default;
        }
    }

    /// <summary>A line of the report with its verdict.</summary>
    internal void Judge(FormattableString line, bool good)
    {
        Missed |= !good;
        if (whole is not null)
            whole.Missed |= !good;
        Report.Line($"- {FormattableString.Invariant(line)}: {(good ? "met" : "**missed**")}");
    }

    public void Dispose() => _folder.Dispose();
}
