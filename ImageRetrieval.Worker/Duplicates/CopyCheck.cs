using System.Numerics;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;
using ImageRetrieval.Vision.Fingerprints;

namespace ImageRetrieval.Worker.Duplicates;

/// <summary>Compares one content with others by their embeddings and fingerprints. Not thread-safe: each thread has its own.</summary>
internal sealed class CopyCheck(Snapshot snapshot, SnapshotContents contents, FingerprintStore fingerprints)
{
    private readonly PictureAligner _aligner = new();
    private readonly float[] _embedding = new float[snapshot.Dimension];
    private readonly float[] _other = new float[snapshot.Dimension];
    private readonly byte[] _bytes = new byte[PictureFingerprint.Bytes];
    private int _content = -1;
    private bool _isAligned;
    private PictureFingerprint? _fingerprint;

    /// <summary>The embedding of the content of <see cref="TrySet"/>.</summary>
    internal ReadOnlySpan<float> Embedding => _embedding;

    /// <summary>Sets the content that the others are compared with; false when its fingerprint cannot be read.</summary>
    internal bool TrySet(int content)
    {
        (_content, _isAligned) = (content, false);
        _fingerprint = Read(content);
        if (_fingerprint is null)
            return false;
        snapshot.GetEmbedding(contents.FirstPosition(content), _embedding);
        return true;
    }

    /// <summary>Compares; null when the two are no copies.</summary>
    /// <param name="other">Another content.</param>
    /// <param name="cosine">Of their embeddings, where it is known already.</param>
    internal DuplicatePair? Compare(int other, float? cosine = null)
    {
        if (other == _content || Read(other) is not { } fingerprint || !_fingerprint!.HasDetail || !fingerprint.HasDetail)
            return null;
        var near = cosine ?? Cosine(other);
        var distance = _fingerprint.HashDistance(fingerprint);
        var least = DuplicateRule.LeastAligned(near, distance);
        if (least >= 1)
            return null;
        if (!_isAligned)
            _aligner.SetPicture(_fingerprint);
        _isAligned = true;
        var evidence = new CopyEvidence(
            near, _aligner.Correlate(fingerprint, least), distance, _fingerprint.GreyDifference(fingerprint), _fingerprint.ColourDifference(fingerprint), IsSameShape(other));
        if (DuplicateRule.LevelOf(evidence) is null)
            return null;
        return _content < other ? new(_content, other, evidence) : new(other, _content, evidence);
    }

    private bool IsSameShape(int other)
    {
        var (one, two) = (contents.All[_content], contents.All[other]);
        return CopyEvidence.IsSameShape(one.Width, one.Height, two.Width, two.Height);
    }

    private float Cosine(int other)
    {
        snapshot.GetEmbedding(contents.FirstPosition(other), _other);
        return Math.Clamp(Dot(_embedding, _other), -1, 1);
    }

    private PictureFingerprint? Read(int content) =>
        contents.All[content].Fingerprint is >= 0 and var record && fingerprints.TryRead(record, _bytes) ? PictureFingerprint.Read(_bytes) : null;

    private static float Dot(float[] first, float[] second)
    {
        var (sum, i) = (Vector<float>.Zero, 0);
        for (; i <= first.Length - Vector<float>.Count; i += Vector<float>.Count)
            sum += new Vector<float>(first, i) * new Vector<float>(second, i);
        var dot = Vector.Sum(sum);
        for (; i < first.Length; i++)
            dot += first[i] * second[i];
        return dot;
    }
}
