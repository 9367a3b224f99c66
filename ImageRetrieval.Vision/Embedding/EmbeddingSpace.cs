using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// Identifies comparable embeddings: model, weights, tensor, preprocessing, dimension. Embeddings of different spaces must
/// never be in the same index.
/// </summary>
public sealed record EmbeddingSpace
{
    // Increment this when a combination's values change.
    private const int CombinationVersion = 1;

    private EmbeddingSpace(string text, int dimension) => (Text, Dimension) = (text, dimension);

    /// <summary>
    /// The space as one string of <c>a-z 0-9 . _ -</c>, fit for a folder name:
    /// <c>&lt;model&gt;-&lt;16 digits of the weights' SHA-256&gt;-&lt;tensor&gt;-&lt;preprocessing&gt;-&lt;dimension&gt;</c>.
    /// </summary>
    /// <remarks>The 16 digits of a combination are a digest of its parts' spaces and weights: a change of any part changes it.</remarks>
    public string Text { get; }

    /// <summary>Number of components.</summary>
    public int Dimension { get; }

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>The space of a combination: <c>&lt;model&gt;-&lt;16 digits over the parts' spaces and weights&gt;-combined.1-&lt;dimension&gt;</c>.</summary>
    internal static EmbeddingSpace Of(string model, IReadOnlyList<ModelPart> parts)
    {
        var made = string.Join('\n', parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Weight:R} {part.Space.Text}")));
        var dimension = parts.Sum(part => part.Space.Dimension);
        return new($"{model}-{Digest(made)[..16]}-combined.{CombinationVersion}-{dimension}", dimension);
    }

    internal static EmbeddingSpace Of(ModelEntry entry, ModelFile weights, string tensor)
    {
        return new($"{entry.Name}-{weights.Sha256[..16]}-{Digest(tensor)[..8]}-{entry.Preprocessing.Fingerprint}-{entry.Dimension}", entry.Dimension);
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
