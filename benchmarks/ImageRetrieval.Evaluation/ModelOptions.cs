using System.CommandLine;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Evaluation;

/// <summary>The models of a command line, and how they are run.</summary>
internal sealed class ModelOptions(ParseResult line)
{
    private static readonly Option<string> s_models = new("--models") { HelpName = "A,B,…", Description = "Names of models. Default: resnet18; with --predict, the Api's default." };
    private static readonly Option<string> s_modelList = new("--model-list") { HelpName = "FILE", Description = "A further list of models (several: separated by commas)." };
    private static readonly Option<string> s_weights = new("--data") { HelpName = "FOLDER", Description = "Where downloaded weights are kept, in its folder models.", DefaultValueFactory = _ => "data" };
    private static readonly Option<int> s_threads = Numbers.Option("--threads", 1, 1024, Environment.ProcessorCount, "Concurrent images.");

    internal IReadOnlyList<string> Names => [.. Numbers.Parts(line.GetValue(s_models) ?? "").Distinct()];

    internal int Threads => line.GetValue(s_threads);

    /// <summary>The folder of a running product, or the one that weights are kept in.</summary>
    internal string DataFolder { get; init; } = line.GetValue(s_weights) ?? "data";

    internal static void AddTo(Command command, bool withData = true)
    {
        command.Add(s_models);
        command.Add(s_modelList);
        if (withData)
            command.Add(s_weights);
        command.Add(s_threads);
    }

    /// <summary>Loads all models, downloading weights if need be; one thread an image.</summary>
    /// <exception cref="Vision.Models.ModelException">A model is unknown or cannot be used.</exception>
    internal async Task<IReadOnlyList<EmbeddingModel>> LoadAsync(CancellationToken token)
    {
        using var http = new HttpClient();
        var vision = new VisionOptions { ModelList = line.GetValue(s_modelList), ThreadsPerImage = 1 };
        if (Names.Count > 0)
            vision.Models = string.Join(',', Names);
        var loader = vision.CreateLoader(DataFolder, http);
        var models = new List<EmbeddingModel>();
        foreach (var name in vision.ModelNames)
            models.Add(await loader.LoadAsync(name, token: token));
        return models;
    }
}
