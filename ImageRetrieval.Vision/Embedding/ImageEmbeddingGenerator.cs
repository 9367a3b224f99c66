using ImageRetrieval.Vision.Decoding;
using Microsoft.Extensions.AI;

namespace ImageRetrieval.Vision.Embedding;

/// <summary>
/// A loaded model as Microsoft.Extensions.AI's generator: encoded images (JPEG, PNG, WebP, GIF, AVIF) in, unit vectors out.
/// Thread-safe. Decoding and inference run on the thread pool, with as many images concurrently as there are processors.
/// </summary>
public sealed class ImageEmbeddingGenerator : IEmbeddingGenerator<DataContent, Embedding<float>>
{
    private readonly EmbeddingModel _model;
    private readonly ImageDecoder _decoder;
    private readonly EmbeddingGeneratorMetadata _metadata;

    /// <summary>Wraps a model, which the caller disposes after the last call.</summary>
    /// <param name="model">The model.</param>
    /// <param name="decoder">The decoder; null for one with <see cref="DecodeLimits.Default"/>.</param>
    public ImageEmbeddingGenerator(EmbeddingModel model, ImageDecoder? decoder = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _decoder) = (model, decoder ?? new ImageDecoder());
        _metadata = new EmbeddingGeneratorMetadata("imageretrieval", providerUri: null, model.Name, model.Space.Dimension);
    }

    /// <summary>
    /// Embeds encoded images; their declared media type is ignored. The first image that cannot be embedded fails the call.
    /// </summary>
    /// <param name="values">The images.</param>
    /// <param name="options">
    /// If it specifies a dimension or model, they must match this model: <see cref="EmbeddingSpace.Dimension"/>, and the model's
    /// name or the text of its space.
    /// </param>
    /// <param name="cancellationToken">Stops between images, and a run at its next operator.</param>
    /// <returns>
    /// One embedding for each image, in their order: <see cref="EmbeddingSpace.Dimension"/> floats of length 1, whose
    /// <c>ModelId</c> is the text of the model's <see cref="EmbeddingSpace"/>.
    /// </returns>
    /// <exception cref="ArgumentException">An image is null, or the options ask for another model or dimension.</exception>
    /// <exception cref="ImageDecodeException">An image is not a complete, supported image or exceeds a limit.</exception>
    /// <exception cref="EmbeddingException">The model's output for an image is zero or not finite.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        Check(options);
        DataContent[] images = [.. values];
        if (Array.IndexOf(images, null) is >= 0 and var missing)
            throw new ArgumentException($"Image {missing} of {images.Length} is null.", nameof(values));

        var embeddings = new Embedding<float>[images.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, images.Length, parallel, (i, token) =>
        {
            embeddings[i] = Embed(images[i], token);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return new GeneratedEmbeddings<Embedding<float>>(embeddings);
    }

    /// <summary>The <see cref="EmbeddingGeneratorMetadata"/>, the <see cref="EmbeddingModel"/>, or this object; null for anything else, and with a key.</summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        object[] services = [this, _metadata, _model];
        return serviceKey is null ? Array.Find(services, serviceType.IsInstanceOfType) : null;
    }

    /// <summary>Does nothing: the model is disposed by its owner.</summary>
    public void Dispose()
    {
    }

    private Embedding<float> Embed(DataContent image, CancellationToken token)
    {
        using var decoded = DecodedImage.Decode(_decoder, image.Data.Span, _model.Geometries);
        return new Embedding<float>(_model.Embed(decoded, token)) { ModelId = _model.Space.Text };
    }

    private void Check(EmbeddingGenerationOptions? options)
    {
        if (options?.Dimensions is { } dimension && dimension != _model.Space.Dimension)
            throw new ArgumentException($"Model '{_model.Name}' gives {_model.Space.Dimension} components, not {dimension}.", nameof(options));
        if (options?.ModelId is { } id && id != _model.Name && id != _model.Space.Text)
            throw new ArgumentException($"This is model '{_model.Name}' with the space '{_model.Space.Text}', not '{id}'.", nameof(options));
    }
}
