using System.Buffers;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Embedding;

public sealed partial class EmbeddingModel
{
    private readonly MapSession? _map;

    /// <summary>Whether <see cref="EmbedWithMap"/> gives a map.</summary>
    public bool HasMap => _map is not null;

    /// <summary>
    /// As <see cref="Embed"/>, with the map of features that the embedding comes from; null when the model's entry names
    /// no map. The first call opens a second session.
    /// </summary>
    /// <exception cref="ArgumentException">The image has another size than the model reads.</exception>
    /// <exception cref="EmbeddingException">The model's output is zero or not finite.</exception>
    /// <exception cref="ModelException">The model has no such map as its entry says.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the run stops at its next operator.</exception>
    public MappedEmbedding? EmbedWithMap(PixelImage image, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (_map is null)
            return null;
        var side = Preprocessing.Crop;
        if (image.Width != side || image.Height != side)
            throw new ArgumentException($"Model '{Name}' reads {side}x{side} pixels; the image has {image.Width}x{image.Height}: decode it with the model's geometry.", nameof(image));

        token.ThrowIfCancellationRequested();
        using var place = _gate.Enter(token);
        var pixels = ArrayPool<float>.Shared.Rent(3 * side * side);
        try
        {
            _input.Fill(image, pixels);
            var result = _map.Run(pixels, _session.InputName, _session.InputShape, token);
            Normalize(result.Embedding);
            return result;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pixels);
        }
    }
}
