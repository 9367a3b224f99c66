using System.Security.Cryptography;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Api.UrlQueries;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Search;

/// <summary>From the parts of a query to one vector: each part's unit vector times its weight, added up.</summary>
internal sealed class QueryVectors(QueryEmbedder embedder, UrlImages urls, IImageBytes images)
{
    // Parts that cancel each other leave only rounding errors, which are not a direction to search in.
    private const double LeastLength = 1e-4;

    /// <exception cref="RefusalException">A part is unknown, of a wrong dimension or not finite, or the parts cancel each other.</exception>
    internal async Task<QueryVector> MakeAsync(ModelLease lease, IReadOnlyList<QueryPart> parts, IReadOnlyDictionary<string, byte[]> uploads, Asker asker, StageTimes times, CancellationToken token)
    {
        // Only the ratios of the weights matter: the smallest weights work as well as the largest.
        var scale = parts.Max(part => Math.Abs(part.Weight));
        var sum = new double[lease.Info.Dimension];
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var digests = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            if (part.Id is not null)
                await NoteAsync(lease, part.Id, ids, digests, token);
            Add(sum, part.IsPicture ? await EmbedAsync(lease, part, uploads, digests, asker, times, token) : await StoredAsync(lease, part, i, token), part.Weight / scale, i);
        }

        if (Length(sum) < LeastLength)
            throw RefusalException.BadRequest("The parts of the query cancel each other out: change their weights.");
        return new QueryVector(Array.ConvertAll(sum, value => (float)value), ids, digests);
    }

    private static async ValueTask NoteAsync(ModelLease lease, string id, HashSet<string> ids, HashSet<string> digests, CancellationToken token)
    {
        ids.Add(id);
        if (await lease.Index.FindAsync(id, token) is { } item && item.Fields.TryGetValue(ItemFields.Sha256, out var digest))
            digests.Add(digest);
    }

    private static async ValueTask<float[]> StoredAsync(ModelLease lease, QueryPart part, int i, CancellationToken token)
    {
        var dimension = lease.Info.Dimension;
        if (part.Embedding is { } given)
        {
            return given.Length == dimension
                ? given
                : throw RefusalException.BadRequest($"queries[{i}].embedding has {given.Length} components; an embedding of model '{lease.Model.Name}' has {dimension}.");
        }
        var stored = new float[dimension];
        return await lease.Index.ReadEmbeddingAsync(part.Id!, stored, token)
            ? stored
            : throw RefusalException.NotFound($"queries[{i}].id: model '{lease.Model.Name}' has no image '{Shortened.To(part.Id!, 100)}'.");
    }

    private async Task<float[]> EmbedAsync(ModelLease lease, QueryPart part, IReadOnlyDictionary<string, byte[]> uploads, HashSet<string> digests, Asker asker, StageTimes times, CancellationToken token)
    {
        var bytes = part.Image
            ?? (part.Url is not null ? await FetchAsync(lease, part.Url, times, token)
            : part.Id is not null ? await IndexedAsync(lease, part.Id, token)
            : Upload(part.Upload!, uploads));
        // A part of a picture may well be found in the picture that it is from.
        if (part.Crop is null)
            digests.Add(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        return await embedder.EmbedAsync(lease.Model, bytes, part.Crop, asker, times, token);
    }

    private async Task<byte[]> FetchAsync(ModelLease lease, string url, StageTimes times, CancellationToken token)
    {
        using var stage = times.Begin(Stage.Fetch, lease.Model.Name);
        return await urls.FetchAsync(url, token);
    }

    private async Task<byte[]> IndexedAsync(ModelLease lease, string id, CancellationToken token)
    {
        if (await lease.Index.FindAsync(id, token) is not { } item)
            throw RefusalException.NotFound($"There is no image '{Shortened.To(id, 100)}' in the index of model '{lease.Model.Name}'.");
        return await images.ReadAsync(item, token)
            ?? throw RefusalException.NotFound($"The image '{Shortened.To(id, 100)}' is indexed, but its bytes, which a crop needs, are missing: run the Worker again.");
    }

    private static byte[] Upload(string name, IReadOnlyDictionary<string, byte[]> uploads) =>
        uploads.GetValueOrDefault(name) ?? throw RefusalException.BadRequest($"A query refers to the upload '{Shortened.To(name, 100)}', but the request has no file part with that name.");

    private static void Add(double[] sum, float[] vector, double weight, int i)
    {
        var length = Length(vector);
        if (!double.IsFinite(length) || length == 0)
            throw RefusalException.BadRequest($"queries[{i}].embedding has no direction: it is all zero, or a component is not finite.");
        for (var at = 0; at < sum.Length; at++)
            sum[at] += weight * vector[at] / length;
    }

    private static double Length(float[] vector)
    {
        var squares = 0.0;
        foreach (var value in vector)
            squares += (double)value * value;
        return Math.Sqrt(squares);
    }

    private static double Length(double[] vector)
    {
        var squares = 0.0;
        foreach (var value in vector)
            squares += value * value;
        return Math.Sqrt(squares);
    }

}
