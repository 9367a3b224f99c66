using System.Buffers;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Embedding;

internal sealed partial class Network
{
    private readonly MapSession? _map;

    /// <summary>Whether <see cref="EmbedWithMap"/> gives a map.</summary>
    internal bool HasMap => _map is not null;

    /// <summary>
    /// Like <see cref="Embed"/>, with the map of features that the embedding comes from; null when the model's entry names
    /// no map. The first call opens a second session.
    /// </summary>
    /// <exception cref="ModelException">The model's map is not as its entry says.</exception>
    internal MappedEmbedding? EmbedWithMap(PixelImage image, CancellationToken token)
    {
        if (_map is null)
            return null;
        Check(image);
        token.ThrowIfCancellationRequested();
        using var place = _gate.Enter(token);
        var pixels = ArrayPool<float>.Shared.Rent(_session.ImageFloats);
        try
        {
            _input.Fill(image, pixels);
            var result = _map.Run(pixels, _session.InputName, _session.InputShape, token);
            UnitLength.Scale(result.Embedding, Name);
            return result;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(pixels);
        }
    }
}
