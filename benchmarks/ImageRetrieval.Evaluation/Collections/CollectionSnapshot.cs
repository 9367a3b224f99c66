using System.Globalization;
using ImageRetrieval.Evaluation.Measures;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Evaluation.Collections;

/// <summary>
/// Some images of a set as the product holds them: a published snapshot, in a temporary folder that is gone after use.
/// What is measured with it is the product's own code.
/// </summary>
internal sealed class CollectionSnapshot : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("imageretrieval-evaluation-");
    private readonly int _count;

    /// <param name="vectors">Of the whole set.</param>
    /// <param name="collection">Places of the images that are searched, at least one.</param>
    /// <param name="seed">Of the order of the collection, which is also the order of equal scores.</param>
    /// <param name="token">Looked at while the graph is built.</param>
    internal CollectionSnapshot(IReadOnlyList<float[]> vectors, IReadOnlyList<int> collection, int seed, CancellationToken token)
    {
        try
        {
            _count = collection.Count;
            using var builder = new SnapshotBuilder("evaluation", vectors[0].Length, new HnswOptions());
            int[] shuffled = [.. collection.Order()];
            new Random(seed).Shuffle(shuffled);
            foreach (var place in shuffled)
                builder.Add(new SnapshotItem(IdOf(place), new Dictionary<string, string>()), vectors[place]);
            var manifest = builder.Publish(_folder.FullName, keepPrevious: 0, token: token);
            Snapshot = Snapshot.Open(Path.Combine(_folder.FullName, manifest.Version));
        }
        catch
        {
            _folder.Delete(recursive: true);
            throw;
        }
    }

    internal Snapshot Snapshot { get; }

    internal static string IdOf(int place) => place.ToString(CultureInfo.InvariantCulture);

    /// <summary>All images by cosine, compared one by one.</summary>
    internal IReadOnlyList<Hit> ByCosine(float[] query) =>
        [.. Snapshot.SearchExact(query, _count).Select(hit => new Hit(PlaceOf(hit.ImageId), hit.Score))];

    /// <summary>
    /// All images in the order of their context. Only the nearest have a rank score, so a hit's score here is its place,
    /// counted from the end.
    /// </summary>
    internal IReadOnlyList<Hit> InContext(float[] query) =>
        [.. Snapshot.SearchInContext(query, _count, efSearch: null).Select((hit, place) => new Hit(PlaceOf(hit.ImageId), _count - place))];

    public void Dispose()
    {
        Snapshot.Dispose();
        _folder.Delete(recursive: true);
    }

    internal static int PlaceOf(string imageId) => int.Parse(imageId, CultureInfo.InvariantCulture);
}
