using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Worker.Weights;

/// <summary>The command <c>models list | pull | verify</c>: the weights on this machine, without starting the service.</summary>
internal sealed class ModelsCommand(ModelList list, ModelStore store, CommandOutput output)
{
    internal const int Done = 0, Failed = 1, NotUnderstood = 2;

    private const string Usage =
        """
        models list             every model: licence, dimension, size, and whether its weights are there
        models pull NAME ...    downloads and verifies the weights of these models
        models verify           compares every file that is there with the digest in the list

        --data FOLDER           the data folder; weights are in its models/ (default: data)
        --model-list FILE       further model lists, separated by commas
        """;

    /// <summary>Runs it and gives the exit code.</summary>
    /// <param name="words">What stands behind <c>models</c>, without options.</param>
    /// <param name="token">Stops a download; what came stays for the next try.</param>
    internal async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken token)
    {
        try
        {
            return words switch
            {
                ["list"] => List(),
                ["pull", _, ..] => await PullAsync(words.Skip(1), token),
                ["verify"] => await VerifyAsync(token),
                _ => Explain(),
            };
        }
        catch (Exception error) when (error is ModelException or IOException or UnauthorizedAccessException)
        {
            output.Error(error.Message);
            return Failed;
        }
    }

    private int List()
    {
        foreach (var line in ModelTable.Lines(list, store))
            output.Line(line);
        return Done;
    }

    private async Task<int> PullAsync(IEnumerable<string> names, CancellationToken token)
    {
        foreach (var entry in names.Select(list.Find).ToList())
        {
            var file = await store.EnsureAsync(entry, new PullProgress(output), token);
            output.Line($"{entry.Name}: '{file.Path}' is there and verified, SHA-256 {file.Sha256}.");
        }
        return Done;
    }

    private async Task<int> VerifyAsync(CancellationToken token)
    {
        // Models of the same weights are verified once.
        var files = list.Models
            .Select(entry => (Entry: entry, Status: store.Look(entry)))
            .Where(model => model.Status.State == WeightsState.There)
            .GroupBy(model => (model.Status.Path, model.Entry.Sha256))
            .ToList();
        if (files.Count == 0)
            output.Line($"No weights are in '{store.Folder}'.");

        var result = Done;
        foreach (var models in files)
        {
            try
            {
                var entry = models.First().Entry;
                var file = await store.EnsureAsync(entry, null, token);
                var verdict = entry.Sha256 is null ? "the list names no digest to compare with" : "as the list says";
                output.Line($"{string.Join(", ", models.Select(model => model.Entry.Name))}: '{file.Path}' has SHA-256 {file.Sha256}, {verdict}.");
            }
            catch (ModelException error)
            {
                output.Error(error.Message);
                result = Failed;
            }
        }
        return result;
    }

    private int Explain()
    {
        output.Error(Usage);
        return NotUnderstood;
    }
}
