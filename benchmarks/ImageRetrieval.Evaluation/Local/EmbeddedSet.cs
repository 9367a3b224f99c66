using ImageRetrieval.Evaluation.Images;

namespace ImageRetrieval.Evaluation.Local;

/// <summary>The images of a set that could be read, and their embeddings.</summary>
/// <param name="Set">Without those that could not be read.</param>
/// <param name="Models">The embeddings by each model, in the order of the set.</param>
/// <param name="Unreadable">Images that are left out.</param>
internal sealed record EmbeddedSet(LabelledSet Set, IReadOnlyList<ModelVectors> Models, int Unreadable)
{
    /// <exception cref="EvaluationException">Fewer than two images could be read.</exception>
    /// <exception cref="Vision.Models.ModelException">A model is unknown or cannot be used.</exception>
    internal static async Task<EmbeddedSet> MakeAsync(LabelledSet set, ModelOptions options, CancellationToken token) =>
        (await MakeAsync([set], options, token))[0];

    /// <summary>All sets with models that are loaded once.</summary>
    /// <inheritdoc cref="MakeAsync(LabelledSet, ModelOptions, CancellationToken)" path="/exception"/>
    internal static async Task<IReadOnlyList<EmbeddedSet>> MakeAsync(IReadOnlyList<LabelledSet> sets, ModelOptions options, CancellationToken token)
    {
        var models = await options.LoadAsync(token);
        try
        {
            var embedder = new SetEmbedder(models, options.Threads);
            var embedded = new List<EmbeddedSet>();
            foreach (var set in sets)
            {
                var (readable, vectors) = await embedder.EmbedAsync(set, token);
                embedded.Add(new EmbeddedSet(readable, vectors, set.Images.Count - readable.Images.Count));
            }
            return embedded;
        }
        finally
        {
            foreach (var model in models)
                model.Dispose();
        }
    }

    /// <summary>All sets as one; labels stay different by the name of their set.</summary>
    internal static EmbeddedSet Merge(IReadOnlyList<EmbeddedSet> sets)
    {
        var images = sets.SelectMany(part => part.Set.Images.Select(image => new LabelledImage(
            $"{part.Set.Name}/{image.ImageId}", image.Path, image.Label.Length == 0 ? "" : $"{part.Set.Name}/{image.Label}")));
        var models = sets[0].Models.Select((model, m) => model with { Vectors = [.. sets.SelectMany(part => part.Models[m].Vectors)] });
        return new EmbeddedSet(new LabelledSet(string.Join(" + ", sets.Select(part => part.Set.Name)), [.. images]), [.. models], sets.Sum(part => part.Unreadable));
    }
}
