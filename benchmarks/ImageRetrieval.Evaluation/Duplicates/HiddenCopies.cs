using System.Collections.Concurrent;
using ImageRetrieval.Evaluation.Edits;
using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Local;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Evaluation.Duplicates;

/// <summary>A set with edited copies of some of its pictures hidden in it.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Pictures">Those of the set, and the copies.</param>
/// <param name="Edited">Pictures that were edited.</param>
/// <param name="Unreadable">Pictures of the set that are left out.</param>
internal sealed record HiddenCopies(string Set, IReadOnlyList<HiddenPicture> Pictures, int Edited, int Unreadable)
{
    /// <summary>Pictures of the set that are one picture.</summary>
    internal KnownTwins Twins { get; } = new([.. Pictures.Where(picture => picture.Edit is null)]);

    /// <param name="set">Its labels do not matter.</param>
    /// <param name="models">Make the vectors.</param>
    /// <param name="edited">Pictures to edit; fewer when the set has fewer.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="threads">Pictures at once.</param>
    /// <param name="token">Stops between two pictures.</param>
    /// <exception cref="EvaluationException">No picture can be read.</exception>
    internal static async Task<HiddenCopies> MakeAsync(LabelledSet set, IReadOnlyList<EmbeddingModel> models, int edited, int seed, int threads, CancellationToken token)
    {
        var embedder = new SetEmbedder(models, threads);
        int[] order = [.. Enumerable.Range(0, set.Images.Count)];
        new Random(seed).Shuffle(order);
        HashSet<int> chosen = [.. order.Take(edited)];
        var pictures = new ConcurrentBag<HiddenPicture>();
        var failures = new ConcurrentQueue<string>();
        using var progress = new ProgressLine(set.Name, set.Images.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
        await Parallel.ForAsync(0, set.Images.Count, options, async (place, cancelled) =>
        {
            try
            {
                var encoded = await File.ReadAllBytesAsync(set.Images[place].Path, cancelled);
                foreach (var picture in Make(encoded, place, chosen.Contains(place), embedder, cancelled))
                    pictures.Add(picture);
            }
            catch (Exception error) when (error is ImageDecodeException or EmbeddingException or IOException or UnauthorizedAccessException)
            {
                failures.Enqueue($"  {set.Images[place].ImageId}: {error.Message}");
            }
            progress.Advance();
        });
        if (!failures.IsEmpty)
            await Console.Error.WriteLineAsync($"{set.Name}: {failures.Count} images are left out, for instance\n{failures.First()}");
        var originals = pictures.Where(picture => picture.Edit is not null).Select(picture => picture.Source).Distinct().Count();
        return originals > 0
            ? new HiddenCopies(set.Name, [.. pictures.OrderBy(picture => picture.Source).ThenBy(picture => picture.Edit ?? -1)], originals, failures.Count)
            : throw new EvaluationException($"None of the pictures of '{set.Name}' that were to be edited can be read: see --root if the paths are wrong.");
    }

    private static List<HiddenPicture> Make(byte[] encoded, int place, bool edit, SetEmbedder embedder, CancellationToken token)
    {
        List<HiddenPicture> made = [Make(encoded, place, null, embedder, token)];
        if (!edit)
            return made;
        using var image = new EditableImage(encoded);
        for (var i = 0; i < AllEdits.List.Count; i++)
            made.Add(Make(image.Edit(AllEdits.List[i]), place, i, embedder, token));
        return made;
    }

    private static HiddenPicture Make(byte[] encoded, int place, int? edit, SetEmbedder embedder, CancellationToken token)
    {
        var decoder = new ImageDecoder();
        var info = decoder.ReadInfo(encoded);
        using var pixels = decoder.Decode(encoded, PictureFingerprint.Geometry);
        return new HiddenPicture(place, edit, info.Width, info.Height, embedder.Embed(encoded, token).Vectors, PictureFingerprint.Of(pixels));
    }
}
