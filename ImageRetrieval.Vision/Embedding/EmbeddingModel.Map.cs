using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Vision.Embedding;

public sealed partial class EmbeddingModel
{
    /// <summary>
    /// Whether <see cref="EmbedWithMap(PixelImage, CancellationToken)"/> gives a map. A combination has one when each part has one, all of
    /// the same rows and columns, whose mean over the cells has the direction of the part's vector. This is determined when it is read for
    /// the first time, which opens the parts' second sessions.
    /// </summary>
    /// <exception cref="ModelException">A part's map is not as its entry says.</exception>
    public bool HasMap => _hasMap.Value;

    /// <summary>
    /// Like <see cref="Embed(PixelImage, CancellationToken)"/>, with the map of features that the embedding comes from; null when
    /// <see cref="HasMap"/> is false. The first call opens a second session. A cell of a combination's map has the cells of its parts side
    /// by side, each times the part's weight and divided by the length of the part's pooled map, so that the mean over its cells has the
    /// direction of the embedding.
    /// </summary>
    /// <inheritdoc cref="Embed(PixelImage, CancellationToken)" path="/exception"/>
    /// <exception cref="ModelException">The model's map is not as its entry says.</exception>
    public MappedEmbedding? EmbedWithMap(PixelImage image, CancellationToken token = default) => EmbedWithMap(Decoded(image), token);

    /// <summary>Like <see cref="EmbedWithMap(PixelImage, CancellationToken)"/>, of an image that was decoded with all <see cref="Geometries"/>.</summary>
    /// <inheritdoc cref="Embed(DecodedImage, Memory{float}, CancellationToken)" path="/exception"/>
    /// <exception cref="ModelException">The model's map is not as its entry says.</exception>
    public MappedEmbedding? EmbedWithMap(DecodedImage image, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!IsCombination)
            return MapOf(_networks[0].Network, image, token);
        if (!HasMap)
            return null;
        var parts = Networks.Select(network => MapOf(network, image, token)!).ToList();
        var embedding = parts.SelectMany(part => part.Embedding).ToArray();
        SideBySide(embedding);
        return new(embedding, FeatureMaps.SideBySide(parts, Parts));
    }

    private static MappedEmbedding? MapOf(Network network, DecodedImage image, CancellationToken token) =>
        network.EmbedWithMap(image.Pixels(network.Preprocessing.Geometry), token);

    private bool FindMap()
    {
        if (!Networks.All(network => network.HasMap))
            return false;
        if (!IsCombination)
            return true;
        var maps = new List<MappedEmbedding>();
        foreach (var network in Networks)
        {
            using var picture = MadePicture.Of(network.Preprocessing.Crop);
            maps.Add(network.EmbedWithMap(picture, CancellationToken.None)!);
        }
        return FeatureMaps.CanStandSideBySide(maps);
    }
}
