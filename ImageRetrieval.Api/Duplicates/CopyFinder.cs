using ImageRetrieval.Api.Images;
using ImageRetrieval.Api.Index;
using ImageRetrieval.Collection;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>Compares one picture with the candidates of the index and of the hashes. For one request.</summary>
internal sealed class CopyFinder(SnapshotLease lease, DuplicatesFile? file, FingerprintReader? fingerprints, QueryPicture picture)
{
    private const int MostNeighbors = 100;
    private const int MostNearHashes = 100;
    private const int EfSearch = 128;

    private readonly Dictionary<string, DuplicateMember> _copies = new(StringComparer.Ordinal);
    private readonly float[] _embedding = new float[lease.Snapshot.Dimension];

    /// <summary>The copies, stricter levels first, then the most similar. CPU work.</summary>
    internal IReadOnlyList<DuplicateMember> Find(DuplicateLevel level, float least, int limit, CancellationToken token)
    {
        var aligner = new PictureAligner();
        aligner.SetPicture(picture.Fingerprint);
        foreach (var hit in lease.Snapshot.FindWithin(picture.Embedding, -1, EfSearch, MostNeighbors, token))
            Compare(lease.Snapshot.GetItem(hit.Position).ImageId, level, least, aligner);
        foreach (var number in file?.FindNearHashes(picture.Fingerprint.PerceptualHash, DuplicateRule.NearHash, MostNearHashes) ?? [])
        {
            token.ThrowIfCancellationRequested();
            CompareAll(file!.Content(number), level, least, aligner);
        }
        if (file is not null && file.TryFind(picture.Key, out var same))
            CompareAll(file.Content(same), level, least, aligner);
        return [.. _copies.Values.OrderBy(copy => DuplicateWords.LevelOf(copy.Level)).ThenByDescending(copy => copy.Similarity).ThenBy(copy => copy.Id, StringComparer.Ordinal).Take(limit)];
    }

    // A hit stands for all images of its bytes.
    private void Compare(string id, DuplicateLevel level, float least, PictureAligner aligner)
    {
        if (!lease.Snapshot.TryGetItem(id, out var item) || !ContentKey.TryParse(item.Fields.GetValueOrDefault("sha256"), out var key))
            return;
        if (file is not null && file.TryFind(key, out var number))
            CompareAll(file.Content(number), level, least, aligner);
        else if (key == picture.Key)
            _copies[id] = IndexedImage.From(item).ToDuplicate(DuplicateWords.Bytes, 1, null);
    }

    private void CompareAll(KnownContent content, DuplicateLevel level, float least, PictureAligner aligner)
    {
        var ids = file!.IdsOf(content);
        if (_copies.ContainsKey(ids[0]) || Evidence(content, ids, aligner) is not { } found || found.Level > level || found.Similarity < least)
            return;
        foreach (var id in ids)
        {
            if (lease.Snapshot.TryGetItem(id, out var item))
                _copies[id] = IndexedImage.From(item).ToDuplicate(DuplicateWords.Of(found.Level), found.Similarity, content.Bytes);
        }
    }

    private (DuplicateLevel Level, float Similarity)? Evidence(KnownContent content, IReadOnlyList<string> ids, PictureAligner aligner)
    {
        if (content.Key == picture.Key)
            return (DuplicateLevel.Bytes, 1);
        var bytes = new byte[PictureFingerprint.Bytes];
        if (fingerprints is null || content.Fingerprint < 0 || !fingerprints.TryRead(content.Fingerprint, content.Key, bytes))
            return null;
        var other = PictureFingerprint.Read(bytes);
        if (!other.HasDetail || !picture.Fingerprint.HasDetail || !lease.Snapshot.TryGetEmbedding(ids[0], _embedding))
            return null;
        var (cosine, distance) = (Math.Clamp(Dot(picture.Embedding, _embedding), -1, 1), other.HashDistance(picture.Fingerprint));
        var leastAligned = DuplicateRule.LeastAligned(cosine, distance);
        if (leastAligned >= 1)
            return null;
        var evidence = new CopyEvidence(
            cosine, aligner.Correlate(other, leastAligned), distance, picture.Fingerprint.GreyDifference(other), picture.Fingerprint.ColourDifference(other),
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
