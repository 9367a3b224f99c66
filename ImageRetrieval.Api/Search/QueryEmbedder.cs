using ImageRetrieval.Api.Safety;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;

namespace ImageRetrieval.Api.Search;

/// <summary>From the bytes of a query image to its embedding.</summary>
internal sealed class QueryEmbedder(ImageDecoder decoder, WorkGate gate)
{
    /// <summary>The embedding of a query image, or of a part of it.</summary>
    /// <exception cref="ImageDecodeException">The bytes are not an image.</exception>
    /// <exception cref="EmbeddingException">The model gives no embedding for it.</exception>
    /// <exception cref="RefusalException">Too many images are already waiting.</exception>
    internal async Task<float[]> EmbedAsync(EmbeddingModel model, ReadOnlyMemory<byte> image, CropBox? crop, Asker asker, StageTimes times, CancellationToken token) =>
        await gate.RunAsync(asker.WeightOf(WorkWeight.Light), stop => Embed(model, image, crop, times, stop), token);

    private float[] Embed(EmbeddingModel model, ReadOnlyMemory<byte> image, CropBox? crop, StageTimes times, CancellationToken token)
    {
        using var decoded = Decode(model, image, crop, times);
        using var stage = times.Begin(Stage.Inference, model.Name);
        return model.Embed(decoded, token);
    }

    private DecodedImage Decode(EmbeddingModel model, ReadOnlyMemory<byte> image, CropBox? crop, StageTimes times)
    {
        using var stage = times.Begin(Stage.Decode, model.Name);
        return DecodedImage.Decode(decoder, image.Span, model.Geometries, crop);
    }
}
