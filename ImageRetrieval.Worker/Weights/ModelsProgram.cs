using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Worker.Ingest;

namespace ImageRetrieval.Worker.Weights;

/// <summary>The Worker run as <c>models …</c>: its configuration, the console, Ctrl+C.</summary>
internal static class ModelsProgram
{
    private const int Interrupted = 130;
    private static readonly string[] s_options = ["--data", "--model-list"];

    /// <summary>Whether the command line asks for it.</summary>
    internal static bool IsAsked(string[] args) => args is ["models", ..];

    /// <summary>Runs the command and gives the exit code.</summary>
    internal static async Task<int> RunAsync(IConfiguration configuration, string[] args)
    {
        var output = new CommandOutput(Console.Out, Console.Error, !Console.IsOutputRedirected);
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler interrupt = (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += interrupt;
        try
        {
            return await RunAsync(configuration, args, output, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            output.Error("Stopped. What was downloaded is kept; the next pull goes on from there.");
            return Interrupted;
        }
        finally
        {
            Console.CancelKeyPress -= interrupt;
        }
    }

    internal static async Task<int> RunAsync(IConfiguration configuration, string[] args, CommandOutput output, CancellationToken token)
    {
        var vision = configuration.GetSection(VisionOptions.Section).Get<VisionOptions>() ?? new VisionOptions();
        var data = configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions();
        // The download has a time limit of its own, for silence.
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            var command = new ModelsCommand(ModelList.Load(vision.ModelLists), new ModelStore(Path.Combine(data.FullPath, "models"), http), output);
            return await command.RunAsync(Words(args.AsSpan(1)), token);
        }
        catch (ModelException error)
        {
            output.Error(error.Message);
            return ModelsCommand.Failed;
        }
    }

    /// <summary>What is left without the known options and their values; an unknown option stays, and is not understood.</summary>
    internal static IReadOnlyList<string> Words(ReadOnlySpan<string> args)
    {
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (s_options.Contains(args[i]))
                i++;
            else if (!s_options.Contains(args[i].Split('=')[0]))
                words.Add(args[i]);
        }
        return words;
    }
}
