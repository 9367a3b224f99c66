using ImageRetrieval.Evaluation.Edits;
using ImageRetrieval.Evaluation.Local;
using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Evaluation.Robustness;

/// <summary>Edits pictures of a folder and searches for them among the folder's own, with every model. No labels are needed.</summary>
internal static class RobustnessTest
{
    /// <exception cref="EvaluationException">The folder has too few pictures that can be read.</exception>
    internal static async Task<RobustnessResult> RunAsync(RobustnessOptions options, CancellationToken token)
    {
        var folder = PictureFolder.Choose(options.Folder, Math.Max(options.Pictures, options.Among), options.Report.Seed, token);
        if (folder.Found == 0)
            throw new EvaluationException($"'{options.Folder}' holds no file with the name of a picture (.jpg, .png, .webp, .gif, .avif).");
        var models = await options.Models.LoadAsync(token);
        try
        {
            var embedder = new SetEmbedder(models, options.Models.Threads);
            var originals = await OriginalPictures.EmbedAsync(folder.Chosen, embedder, models.Count, options.Models.Threads, token);
            var edited = Math.Min(options.Pictures, originals.Paths.Count);
            FoundAgain[][] counts = [.. AllEdits.List.Select(_ => models.Select(_ => new FoundAgain()).ToArray())];
            await SearchAsync(originals, edited, embedder, counts, options.Models.Threads, token);
            return new RobustnessResult(options.Folder, folder.Found, originals, counts[0][0].Queries, [.. models.Select(model => model.Name)], AllEdits.List, counts);
        }
        finally
        {
            foreach (var model in models)
                model.Dispose();
        }
    }

    // For each thread one picture and one of its edits are in memory.
    private static async Task SearchAsync(OriginalPictures originals, int edited, SetEmbedder embedder, FoundAgain[][] counts, int threads, CancellationToken token)
    {
        using var progress = new ProgressLine("Edited", edited);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        await Parallel.ForAsync(0, edited, options, async (original, cancelled) =>
        {
            try
            {
                using var image = new EditableImage(await File.ReadAllBytesAsync(originals.Paths[original], cancelled));
                // All of a picture's edits count, or none.
                var vectors = AllEdits.List.Select(edit => embedder.Embed(image.Edit(edit), cancelled).Vectors).ToList();
                for (var edit = 0; edit < counts.Length; edit++)
                {
                    for (var model = 0; model < counts[edit].Length; model++)
                        counts[edit][model].Add(FoundAgain.RankOf(original, vectors[edit][model], originals.Vectors[model]));
                }
            }
            catch (Exception error) when (error is ImageDecodeException or Vision.Embedding.EmbeddingException or IOException or UnauthorizedAccessException or NetVips.VipsException)
            {
                await Console.Error.WriteLineAsync($"'{originals.Paths[original]}' was not edited: {error.Message}");
            }
            progress.Advance();
        });
        if (counts[0][0].Queries == 0)
            throw new EvaluationException("None of the pictures could be edited.");
    }
}
