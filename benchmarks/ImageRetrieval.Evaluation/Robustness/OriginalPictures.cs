using System.Collections.Concurrent;
using System.Security.Cryptography;
using ImageRetrieval.Evaluation.Local;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Evaluation.Robustness;

/// <summary>The pictures among which edits are searched for, each content once, with their embeddings by every model.</summary>
/// <param name="Paths">Their files, in the order in which they were chosen.</param>
/// <param name="Vectors">By model, then by picture.</param>
/// <param name="Unreadable">Files that are not pictures or cannot be read.</param>
/// <param name="Copies">Files that are left out because another one has the same bytes.</param>
internal sealed record OriginalPictures(IReadOnlyList<string> Paths, IReadOnlyList<float[][]> Vectors, int Unreadable, int Copies)
{
    private const int ReportedFailures = 5;

    /// <param name="paths">Chosen files.</param>
    /// <param name="embedder">By the models.</param>
    /// <param name="models">How many models it has.</param>
    /// <param name="threads">Pictures at once.</param>
    /// <param name="token">Stops between two pictures.</param>
    /// <exception cref="EvaluationException">Fewer than two pictures can be read.</exception>
    internal static async Task<OriginalPictures> EmbedAsync(IReadOnlyList<string> paths, SetEmbedder embedder, int models, int threads, CancellationToken token)
    {
        var pictures = new (string Content, float[][] Vectors)?[paths.Count];
        var failures = new ConcurrentQueue<string>();
        using (var progress = new ProgressLine("Originals", paths.Count))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = token };
            await Parallel.ForAsync(0, paths.Count, options, async (i, cancelled) =>
            {
                try
                {
                    var encoded = await File.ReadAllBytesAsync(paths[i], cancelled);
                    pictures[i] = (Convert.ToHexString(SHA256.HashData(encoded)), embedder.Embed(encoded, cancelled).Vectors);
                }
                catch (Exception error) when (error is ImageDecodeException or EmbeddingException or IOException or UnauthorizedAccessException)
                {
                    failures.Enqueue($"  {paths[i]}: {error.Message}");
                }
                progress.Advance();
            });
        }
        if (!failures.IsEmpty)
            await Console.Error.WriteLineAsync($"{failures.Count} files cannot be read, for instance\n{string.Join('\n', failures.Order(StringComparer.Ordinal).Take(ReportedFailures))}");
        return Collect(paths, pictures, models, failures.Count);
    }

    private static OriginalPictures Collect(IReadOnlyList<string> paths, (string Content, float[][] Vectors)?[] pictures, int models, int unreadable)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<int> kept = [.. Enumerable.Range(0, paths.Count).Where(i => pictures[i] is { } picture && seen.Add(picture.Content))];
        if (kept.Count < 2)
            throw new EvaluationException($"Of {paths.Count} files {kept.Count} are different pictures that can be read; at least 2 are needed.");
        return new OriginalPictures(
            kept.ConvertAll(i => paths[i]),
            [.. Enumerable.Range(0, models).Select(model => kept.Select(i => pictures[i]!.Value.Vectors[model]).ToArray())],
            unreadable,
            paths.Count - unreadable - kept.Count);
    }
}
