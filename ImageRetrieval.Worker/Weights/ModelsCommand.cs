using System.CommandLine;
using ImageRetrieval.Collection;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using Spectre.Console;

namespace ImageRetrieval.Worker.Weights;

/// <summary>The command <c>models list | pull | verify</c>: the weights on this machine, without starting the service.</summary>
internal sealed class ModelsCommand(ModelList list, ModelStore store, IAnsiConsole console, TextWriter output, TextWriter errors)
{
    private const int Done = 0, Failed = 1, Interrupted = 130;

    /// <param name="configuration">Read when the command runs: the options are in it by then.</param>
    internal static Command Create(IConfiguration configuration)
    {
        var names = new Argument<string[]>("NAME") { Description = "Names of models, as shown by 'models list'.", Arity = ArgumentArity.OneOrMore };
        return new("models", "The weights on this machine, without starting the service.")
        {
            Subcommand("list", "Every model: licence, dimension, size, and the state of its weights.", [], (command, _, _) => Task.FromResult(command.List())),
            Subcommand("pull", "Downloads and verifies the weights of these models. An interrupted download is resumed.", [names], (command, line, token) => command.PullAsync(line.GetRequiredValue(names), token)),
            Subcommand("verify", "Compares every stored file with the digest in the list.", [], (command, _, token) => command.VerifyAsync(token)),
        };

        Command Subcommand(string name, string description, Argument[] arguments, Func<ModelsCommand, ParseResult, CancellationToken, Task<int>> run)
        {
            var subcommand = new Command(name, description);
            foreach (var argument in arguments)
                subcommand.Add(argument);
            subcommand.SetAction((line, token) => RunAsync(configuration, line, run, token));
            return subcommand;
        }
    }

    private static async Task<int> RunAsync(IConfiguration configuration, ParseResult line, Func<ModelsCommand, ParseResult, CancellationToken, Task<int>> run, CancellationToken token)
    {
        var (output, errors) = (line.InvocationConfiguration.Output, line.InvocationConfiguration.Error);
        var vision = configuration.GetSection(VisionOptions.Section).Get<VisionOptions>() ?? new VisionOptions();
        var data = configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions();
        // The download has its own time limit, for silence.
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            var store = vision.Store(data.FullPath, http);
            return await run(new ModelsCommand(ModelList.Load(vision.ModelLists), store, ModelsConsole.Of(output), output, errors), line, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            await errors.WriteLineAsync("Stopped. The partial download is kept; the next pull resumes it.");
            return Interrupted;
        }
        catch (Exception error) when (error is ModelException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(error.Message);
            return Failed;
        }
    }

    private int List()
    {
        console.Write(ModelTable.Of(list, store, console.Profile.Out.IsTerminal));
        return Done;
    }

    private async Task<int> PullAsync(string[] names, CancellationToken token)
    {
        foreach (var entry in names.Select(list.Find).ToList().SelectMany(list.PartsOf).Select(part => part.Entry).Distinct())
        {
            var file = await console.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new RemainingTimeColumn())
                .StartAsync(progress => store.EnsureAsync(entry, new PullProgress(progress), token));
            output.WriteLine($"{entry.Name}: '{file.Path}' is present and verified, SHA-256 {file.Sha256}.");
        }
        return Done;
    }

    private async Task<int> VerifyAsync(CancellationToken token)
    {
        // Models with the same weights are verified once.
        var files = list.Models
            .Where(entry => entry.Combine is null)
            .Select(entry => (Entry: entry, Status: store.Look(entry)))
            .Where(model => model.Status.State == WeightsState.There)
            .GroupBy(model => (model.Status.Path, model.Entry.Sha256))
            .ToList();
        if (files.Count == 0)
            output.WriteLine($"There are no weights in '{store.Folder}'.");

        var result = Done;
        foreach (var models in files)
        {
            try
            {
                var entry = models.First().Entry;
                var file = await store.EnsureAsync(entry, null, token);
                var verdict = entry.Sha256 is null ? "the list has no digest to compare with" : "which matches the list";
                output.WriteLine($"{string.Join(", ", models.Select(model => model.Entry.Name))}: '{file.Path}' has SHA-256 {file.Sha256}, {verdict}.");
            }
            catch (ModelException error)
            {
                errors.WriteLine(error.Message);
                result = Failed;
            }
        }
        return result;
    }
}
