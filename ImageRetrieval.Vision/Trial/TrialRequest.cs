using System.Text.Json;
using ImageRetrieval.Vision.Batching;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Trial;

/// <summary>The model that a child is to test: one line of JSON on its standard input.</summary>
internal sealed record TrialRequest
{
    public required ModelEntry Entry { get; init; }

    /// <summary><see cref="ModelEntry.ListFolder"/>, which is not a field of lists.</summary>
    public required string? ListFolder { get; init; }

    public required string File { get; init; }

    public required string Sha256 { get; init; }

    public required string ModelsFolder { get; init; }

    public required string? CacheFolder { get; init; }

    public required ExecutionProvider Provider { get; init; }

    public required int ThreadsPerImage { get; init; }

    public required int MaxBatch { get; init; }

    internal static TrialRequest Of(ModelEntry entry, ModelFile weights, DerivedFiles derived, InferenceSettings settings) => new()
    {
        Entry = entry,
        ListFolder = entry.ListFolder,
        File = weights.Path,
        Sha256 = weights.Sha256,
        ModelsFolder = derived.ModelsFolder,
        CacheFolder = derived.CacheFolder,
        Provider = settings.Provider,
        ThreadsPerImage = settings.ThreadsPerImage,
        MaxBatch = settings.Batching.MaxBatch,
    };

    internal static TrialRequest Parse(string json) => JsonSerializer.Deserialize<TrialRequest>(json, ModelList.Json) ?? throw new JsonException("The request is null.");

    internal string ToJson() => JsonSerializer.Serialize(this, ModelList.Json);

    /// <summary>Loads the model as the product does. The caller disposes it.</summary>
    /// <exception cref="ModelException">The model cannot be used.</exception>
    internal EmbeddingModel Load() => EmbeddingModel.Load(
        Entry with { ListFolder = ListFolder },
        new ModelFile(File, Sha256),
        new DerivedFiles(ModelsFolder, CacheFolder),
        new InferenceSettings { Provider = Provider, ThreadsPerImage = ThreadsPerImage, Batching = BatchSettings.Default with { MaxBatch = MaxBatch } });
}
