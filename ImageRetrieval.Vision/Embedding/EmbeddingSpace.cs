using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// What makes two embeddings comparable: model, weights, tensor, preprocessing, dimension. Embeddings of different
/// spaces must never meet in one index.
/// </summary>
public sealed record EmbeddingSpace
{
    private EmbeddingSpace(string text, int dimension) => (Text, Dimension) = (text, dimension);

    /// <summary>
    /// The space as one string of <c>a-z 0-9 . _ -</c>, fit for a folder name:
    /// <c>&lt;model&gt;-&lt;16 digits of the weights' SHA-256&gt;-&lt;tensor&gt;-&lt;preprocessing&gt;-&lt;dimension&gt;</c>.
    /// </summary>
    public string Text { get; }

    /// <summary>Number of components.</summary>
    public int Dimension { get; }

    /// <inheritdoc />
    public override string ToString() => Text;

    internal static EmbeddingSpace Of(ModelEntry entry, ModelFile weights, string tensor)
    {
        var tensorDigest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(tensor)))[..8];
        return new($"{entry.Name}-{weights.Sha256[..16]}-{tensorDigest}-{entry.Preprocessing.Fingerprint}-{entry.Dimension}", entry.Dimension);
    }
}
