using System.Security.Cryptography;
using System.Text;

namespace ImageRetrieval.Evaluation.Robustness;

/// <summary>A random choice of the pictures below a folder.</summary>
/// <param name="Chosen">Paths in random order.</param>
/// <param name="Found">Files that have a picture's name.</param>
internal sealed record PictureFolder(IReadOnlyList<string> Chosen, long Found)
{
    private static readonly HashSet<string> s_extensions = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".avif" };

    /// <summary>
    /// Chooses by a hash of each path and the seed: the same pictures whatever order the folder is listed in, and no more paths
    /// in memory than are chosen.
    /// </summary>
    /// <param name="folder">Looked through with all folders below it; what may not be read is passed over.</param>
    /// <param name="most">The maximum number of pictures, at least 1.</param>
    /// <param name="seed">Equal seeds choose the same pictures.</param>
    /// <param name="token">Looked at for each file.</param>
    /// <exception cref="EvaluationException">The folder is absent or cannot be read.</exception>
    internal static PictureFolder Choose(string folder, int most, int seed, CancellationToken token)
    {
        if (!Directory.Exists(folder))
            throw new EvaluationException($"The folder '{folder}' does not exist: give one that holds pictures.");
        // The largest hash is in front, to be put out by a smaller one.
        var chosen = new PriorityQueue<string, ulong>(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));
        var found = 0L;
        try
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
            foreach (var path in Directory.EnumerateFiles(folder, "*", options))
            {
                token.ThrowIfCancellationRequested();
                if (!s_extensions.Contains(Path.GetExtension(path)))
                    continue;
                found++;
                chosen.Enqueue(path, HashOf(Path.GetRelativePath(folder, path), seed));
                if (chosen.Count > most)
                    chosen.Dequeue();
            }
        }
        catch (IOException error)
        {
            throw new EvaluationException($"The folder '{folder}' cannot be read: {error.Message}", error);
        }
        return new PictureFolder([.. chosen.UnorderedItems.OrderBy(item => item.Priority).ThenBy(item => item.Element, StringComparer.Ordinal).Select(item => item.Element)], found);
    }

    private static ulong HashOf(string path, int seed) =>
        BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{path.Replace('\\', '/')}")));
}
