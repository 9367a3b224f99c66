using System.Numerics;
using ImageRetrieval.Collection.Duplicates;
using ImageRetrieval.VectorIndex;

namespace ImageRetrieval.Collection.Embedded.Duplicates;

/// <summary>Compares one content with others by their embeddings and fingerprints. Not thread-safe: each thread has its own.</summary>
internal sealed class CopyCheck(Snapshot snapshot, SnapshotContents contents, FingerprintStore fingerprints, IPictureComparers pictures)
{
    private readonly IPictureComparer _comparer = pictures.Create();
    private readonly float[] _embedding = new float[snapshot.Dimension];
    private readonly float[] _other = new float[snapshot.Dimension];
    private readonly byte[] _bytes = new byte[pictures.FingerprintBytes];
    private int _content = -1;

    /// <summary>The embedding of the content of <see cref="TrySet"/>.</summary>
    internal ReadOnlySpan<float> Embedding => _embedding;

    /// <summary>Sets the content that the others are compared with; false when its fingerprint cannot be read.</summary>
    internal bool TrySet(int content)
    {
        if (!TryRead(content))
            return false;
        _content = content;
        _comparer.SetPicture(_bytes);
        snapshot.GetEmbedding(contents.FirstPosition(content), _embedding);
        return true;
    }

    /// <summary>Compares; null when the two are not copies.</summary>
    /// <param name="other">Another content.</param>
    /// <param name="cosine">Of their embeddings, where it is known already.</param>
    internal DuplicatePair? Compare(int other, float? cosine = null)
    {
        if (other == _content || !TryRead(other) || !_comparer.TrySetOther(_bytes, out var distance))
            return null;
        var near = cosine ?? Cosine(other);
        var least = DuplicateRule.LeastAligned(near, distance);
        if (least >= 1)
            return null;
        var difference = _comparer.Measure(least);
        var evidence = new CopyEvidence(near, difference.Aligned, distance, difference.Grey, difference.Colour, IsSameShape(other));
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

    private bool TryRead(int content) => contents.All[content].Fingerprint is >= 0 and var record && fingerprints.TryRead(record, _bytes);

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
