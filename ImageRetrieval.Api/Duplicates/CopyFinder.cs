using ImageRetrieval.Api.Images;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Collection.Items;
using ImageRetrieval.Collection.Search;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>Compares one picture with the candidates of the index and of the hashes. For one request.</summary>
internal sealed class CopyFinder(IIndexLease index, IPublishedDuplicates? published, IFingerprintReader? fingerprints, CheckedPicture picture)
{
    private const int MostNeighbors = 100;
    private const int MostNearHashes = 100;
    private const int EfSearch = 128;

    private readonly Dictionary<string, DuplicateMember> _copies = new(StringComparer.Ordinal);
    private readonly PictureAligner _aligner = new();
    private readonly byte[] _fingerprint = new byte[PictureFingerprint.Bytes];
    private readonly float[] _embedding = new float[index.Info.Dimension];

    /// <summary>The copies, stricter levels first, then the most similar. CPU work.</summary>
    internal async ValueTask<IReadOnlyList<DuplicateMember>> FindAsync(DuplicateLevel level, float least, int limit, CancellationToken token)
    {
        _aligner.SetPicture(picture.Fingerprint);
        foreach (var hit in await index.FindWithinAsync(picture.Embedding, -1, EfSearch, MostNeighbors, token))
            await CompareAsync(hit.Item, level, least, token);
        if (published is not null)
        {
            foreach (var number in await published.FindNearHashesAsync(picture.Fingerprint.PerceptualHash, DuplicateRule.NearHash, MostNearHashes, token))
            {
                token.ThrowIfCancellationRequested();
                await CompareAllAsync(published, number, level, least, token);
            }
            if (await published.FindAsync(picture.Key, token) is { } same)
                await CompareAllAsync(published, same, level, least, token);
        }
        return [.. _copies.Values.OrderBy(copy => DuplicateWords.LevelOf(copy.Level)).ThenByDescending(copy => copy.Similarity).ThenBy(copy => copy.Id, StringComparer.Ordinal).Take(limit)];
    }

    // A hit represents all images with its bytes.
    private async ValueTask CompareAsync(ImageItem item, DuplicateLevel level, float least, CancellationToken token)
    {
        if (!ContentKey.TryParse(item.Fields.GetValueOrDefault(ItemFields.Sha256), out var key))
            return;
        if (published is not null && await published.FindAsync(key, token) is { } number)
            await CompareAllAsync(published, number, level, least, token);
        else if (key == picture.Key)
            _copies[item.ImageId] = item.ToDuplicate(DuplicateWords.Bytes, 1, null);
    }

    private async ValueTask CompareAllAsync(IPublishedDuplicates contents, int number, DuplicateLevel level, float least, CancellationToken token)
    {
        var content = await contents.ContentAsync(number, token);
        var ids = await contents.ImageIdsAsync(content, token);
        if (_copies.ContainsKey(ids[0]) || await EvidenceAsync(content, ids[0], token) is not { } found || found.Level > level || found.Similarity < least)
            return;
        foreach (var id in ids)
        {
            if (await index.FindAsync(id, token) is { } item)
                _copies[id] = item.ToDuplicate(DuplicateWords.Of(found.Level), found.Similarity, content.Bytes);
        }
    }

    private async ValueTask<(DuplicateLevel Level, float Similarity)?> EvidenceAsync(KnownContent content, string imageId, CancellationToken token)
    {
        if (content.Key == picture.Key)
            return (DuplicateLevel.Bytes, 1);
        if (fingerprints is null || !await fingerprints.TryReadAsync(content, _fingerprint, token))
            return null;
        var other = PictureFingerprint.Read(_fingerprint);
        if (!other.HasDetail || !picture.Fingerprint.HasDetail || !await index.ReadEmbeddingAsync(imageId, _embedding, token))
            return null;
        var (cosine, distance) = (Math.Clamp(Dot(picture.Embedding, _embedding), -1, 1), other.HashDistance(picture.Fingerprint));
        var leastAligned = DuplicateRule.LeastAligned(cosine, distance);
        if (leastAligned >= 1)
            return null;
        var evidence = new CopyEvidence(
            cosine, _aligner.Correlate(other, leastAligned), distance, picture.Fingerprint.GreyDifference(other), picture.Fingerprint.ColourDifference(other),
            CopyEvidence.IsSameShape(picture.Width, picture.Height, content.Width, content.Height));
        return DuplicateRule.LevelOf(evidence) is { } level ? (level, DuplicateRule.SimilarityOf(evidence)) : null;
    }

    private static float Dot(float[] first, float[] second)
    {
        var dot = 0f;
        for (var i = 0; i < first.Length; i++)
            dot += first[i] * second[i];
        return dot;
    }
}
