using System.Numerics.Tensors;
using System.Security.Cryptography;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Embedding;
using ImageRetrieval.Vision.Models;
using Microsoft.Extensions.AI;

namespace ImageRetrieval.Vision.Tests;

/// <summary>The model as a generator of Microsoft.Extensions.AI.</summary>
public sealed class ImageEmbeddingGeneratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddingModel _model;
    private readonly ImageEmbeddingGenerator _generator;

    public ImageEmbeddingGeneratorTests()
    {
        var (path, graph) = (_folder.File("tiny.onnx"), Graphs.Features());
        File.WriteAllBytes(path, graph);
        var entry = new ModelEntry { Name = "tiny", File = path, FeatureTensor = "features", Dimension = 4, Preprocessing = Profiles.Tiny };
        _model = EmbeddingModel.Load(entry, new ModelFile(path, Convert.ToHexStringLower(SHA256.HashData(graph))), _folder.Path, new InferenceSettings());
        _generator = new ImageEmbeddingGenerator(_model);
    }

    public void Dispose()
    {
        _generator.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Images_become_what_the_model_gives_in_their_order_with_the_space_as_model()
    {
        var images = Enumerable.Range(1, 40).Select(seed => TestImages.Random(seed)).ToList();
        var embeddings = await _generator.GenerateAsync(images.Select(bytes => new DataContent(bytes, "image/png")));

        var decoder = new ImageDecoder();
        Assert.Equal(images.Select(bytes => _model.Embed(decoder.Decode(bytes, Profiles.Tiny.Geometry))), embeddings.Select(embedding => embedding.Vector.ToArray()));
        Assert.All(embeddings, embedding => Assert.Equal(_model.Space.Text, embedding.ModelId));
        Assert.Empty(await _generator.GenerateAsync([]));
    }

    [Fact]
    public void It_describes_itself_and_exposes_the_model()
    {
        var metadata = _generator.GetService<EmbeddingGeneratorMetadata>()!;
        Assert.Equal(("imageretrieval", null, "tiny", 4), (metadata.ProviderName, metadata.ProviderUri, metadata.DefaultModelId, metadata.DefaultModelDimensions));
        Assert.Same(_model, _generator.GetService<EmbeddingModel>());
        Assert.Same(_generator, _generator.GetService<IEmbeddingGenerator<DataContent, Embedding<float>>>());
        Assert.Null(_generator.GetService<HttpClient>());
        Assert.Null(_generator.GetService(typeof(EmbeddingModel), "key"));
    }

    [Fact]
    public async Task One_bad_image_fails_the_call_with_its_reason()
    {
        DataContent[] images = [new(TestImages.Random(1), "image/png"), new("<html>gone</html>"u8.ToArray(), "image/png"), new(TestImages.Random(2), "image/png")];
        var failure = await Assert.ThrowsAsync<ImageDecodeException>(() => _generator.GenerateAsync(images));
        Assert.Equal(ImageDecodeError.NotAnImage, failure.Error);

        var small = new ImageEmbeddingGenerator(_model, new ImageDecoder(DecodeLimits.Default with { MaxBytes = 10 }));
        failure = await Assert.ThrowsAsync<ImageDecodeException>(() => small.GenerateAsync([images[0]]));
        Assert.Equal(ImageDecodeError.TooManyBytes, failure.Error);
    }

    [Fact]
    public async Task Another_model_or_dimension_and_null_are_argument_errors()
    {
        DataContent[] image = [new(TestImages.Random(1), "image/png")];
        foreach (var id in (string[])["tiny", _model.Space.Text])
            Assert.Single(await _generator.GenerateAsync(image, new EmbeddingGenerationOptions { ModelId = id, Dimensions = 4 }));
        Assert.Contains("4 components, not 5", (await Assert.ThrowsAsync<ArgumentException>(() => _generator.GenerateAsync(image, new EmbeddingGenerationOptions { Dimensions = 5 }))).Message, StringComparison.Ordinal);
        Assert.Contains("not 'other'", (await Assert.ThrowsAsync<ArgumentException>(() => _generator.GenerateAsync(image, new EmbeddingGenerationOptions { ModelId = "other" }))).Message, StringComparison.Ordinal);
        Assert.Contains("Image 1 of 2", (await Assert.ThrowsAsync<ArgumentException>(() => _generator.GenerateAsync([image[0], null!]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_token_stops_it_and_a_disposed_model_says_so()
    {
        DataContent[] images = [new(TestImages.Random(1), "image/png")];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _generator.GenerateAsync(images, cancellationToken: new CancellationToken(canceled: true)));
        _model.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _generator.GenerateAsync(images));
    }

    [Fact]
    public async Task The_documents_example_is_the_code_below_and_works()
    {
        var source = File.ReadAllLines(Path.Combine(SharedData.RepositoryRoot, "tests", "ImageRetrieval.Vision.Tests", "ImageEmbeddingGeneratorTests.cs"));
        var code = source.SkipWhile(line => line.Trim() != "// example").Skip(1).TakeWhile(line => line.Trim() != "// end").Select(line => line.Length > 8 ? line[8..] : "");
        var document = await File.ReadAllTextAsync(Path.Combine(SharedData.RepositoryRoot, "docs", "models.md"));
        Assert.Contains("```csharp\n" + string.Join('\n', code) + "\n```", document.ReplaceLineEndings("\n"), StringComparison.Ordinal);

        var (first, second) = (_folder.File("first.png"), _folder.File("second.png"));
        await File.WriteAllBytesAsync(first, TestImages.Random(1));
        await File.WriteAllBytesAsync(second, TestImages.Random(2));
        Assert.InRange(await Example(_folder.File("data"), first, second), -1, 0.9999f);
        Assert.Equal(1, await Example(_folder.File("data"), first, first), 1e-5f);
    }

#pragma warning disable CA1859 // the interface is what the example shows
    private static async Task<float> Example(string data, string first, string second)
    {
        // example
        using var http = new HttpClient(); // for weights that are not there yet
        var loader = new VisionOptions().CreateLoader(data, http);
        using var model = await loader.LoadAsync("builtin");
        using IEmbeddingGenerator<DataContent, Embedding<float>> generator = new ImageEmbeddingGenerator(model);

        var embeddings = await generator.GenerateAsync([
            new DataContent(await File.ReadAllBytesAsync(first), "image/jpeg"),
            new DataContent(await File.ReadAllBytesAsync(second), "image/jpeg"),
        ]);
        var cosine = TensorPrimitives.Dot(embeddings[0].Vector.Span, embeddings[1].Vector.Span); // unit vectors
        // end
        return cosine;
    }
#pragma warning restore CA1859
}
