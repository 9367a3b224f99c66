using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

public sealed class ModelListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_built_in_list_names_its_models_with_their_digests()
    {
        var list = ModelList.Load();

        Assert.Equal(["resnet18", "builtin", "resnet50", "resnet50-seed", "resnet50-int8", "vgg16", "vgg16-fc", "vgg16-pooled", "vgg16-int8", "dinov2-small", "clip-vit-b32"], list.Models.Select(m => m.Name));
        Assert.Equal([512, 884, 2048, 2048, 2048, 25088, 4096, 512, 4096, 384, 512], list.Models.Select(m => m.Dimension));
        Assert.All(list.Models.Where(m => m.Name is not ("builtin" or "resnet18")), m => Assert.True(m is { Url: not null, Sha256: not null, Size: > 0 }));
        Assert.Equal(2048, list.Find("resnet50").Dimension);
        Assert.Equal("3f03fdef724b22947eed826f1eef1dc5c34151bb4c37d634f1db89dfa2dd1526", list.Find("resnet50").Sha256);
        Assert.Equal("722c42f53ca03a5480296bf8f9c85a151de3eed9ec982d7d2302ff6e2900c67b", list.Find("vgg16").Sha256);
        Assert.All(list.Models, m => Assert.NotEqual("unknown", m.Licence));
    }

    [Fact]
    public void Models_that_keep_their_weights_under_one_name_have_one_digest()
    {
        var shared = ModelList.Load().Models.GroupBy(m => m.Weights ?? m.Name).ToList();
        Assert.All(shared, models => Assert.Single(models.Select(m => (m.Sha256, m.Url, m.Size)).Distinct()));
        Assert.Equal(["vgg16", "vgg16-fc", "vgg16-pooled"], shared.Single(models => models.Key == "vgg16").Select(m => m.Name));
    }

    [Fact]
    public void A_users_list_adds_and_replaces()
    {
        var list = ModelList.Load(Write(Entry("mine", 1280), Entry("resnet50", 99)));

        Assert.Equal(1280, list.Find("mine").Dimension);
        Assert.Equal(99, list.Find("resnet50").Dimension);
        Assert.Equal(ResizeRule.ShorterSideCrop, list.Find("mine").Preprocessing.Rule);
    }

    [Fact]
    public void A_combination_has_the_dimensions_and_licences_of_its_parts()
    {
        var list = ModelList.Load(Write("""{ "name": "pair", "combine": [ { "model": "resnet50" }, { "model": "resnet18", "weight": 0.8 } ] }"""));
        var pair = list.Find("pair");
        Assert.Equal((2560, "Apache-2.0 AND MIT", "resnet50 x 1 and resnet18 x 0.8, side by side."), (pair.Dimension, pair.Licence, pair.Description));
        Assert.Equal([("resnet50", 1), ("resnet18", 0.8)], list.PartsOf(pair).Select(part => (part.Entry.Name, part.Weight)));
        Assert.Throws<InvalidOperationException>(() => pair.Preprocessing);
    }

    [Fact]
    public void The_order_of_the_channels_is_part_of_the_space_and_not_of_the_pixels()
    {
        var rgb = PreprocessingProfiles.ImageNet;
        var bgr = rgb with { Channels = ChannelOrder.Bgr };
        Assert.NotEqual(rgb.Fingerprint, bgr.Fingerprint);
        Assert.Equal(rgb.Geometry, bgr.Geometry);
        // What was stored before there was a choice stays comparable.
        Assert.Equal("imagenet.1.c3fce2ae", rgb.Fingerprint);
    }

    [Theory]
    [InlineData("seed"), InlineData("imagenet"), InlineData("clip"), InlineData("dinov2")]
    public void A_profile_may_be_named(string profile)
    {
        var list = ModelList.Load(Write($$"""{ "name": "mine", "file": "a.onnx", "dimension": 4, "preprocessing": "{{profile}}" }"""));
        Assert.Same(PreprocessingProfiles.Find(profile), list.Find("mine").Preprocessing);
    }

    [Fact]
    public void A_profile_written_out_is_the_named_one_and_another_kernel_is_another_profile()
    {
        var written = ModelList.Load(Write(Entry("mine", 4))).Find("mine").Preprocessing;
        Assert.Equal(PreprocessingProfiles.ImageNet.Fingerprint, written.Fingerprint);
        Assert.NotEqual(written.Fingerprint, (written with { Kernel = ResizeKernel.Bicubic }).Fingerprint);
        Assert.NotEqual(written.Geometry, (written with { Kernel = ResizeKernel.Bicubic }).Geometry);
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        var error = Assert.Throws<ModelException>(() => ModelList.Load().Find("alexnet"));
        Assert.Equal(ModelError.Unknown, error.Error);
        Assert.Contains("builtin, resnet50, ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "models": [ { "name": "Has Spaces", "file": "a.onnx", "dimension": 4, PREP } ] }""", "the name must be")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 0, PREP } ] }""", "'dimension' is 0")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "sha256": "12", PREP } ] }""", "64 hexadecimal digits")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "url": "http://localhost/a", PREP } ] }""", "'url' needs 'sha256'")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "url": "file:///a", "sha256": "SHA", PREP } ] }""", "http or https")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "colour": 1, PREP } ] }""", "colour")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4 } ] }""", "preprocessing")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "pooling": "max", PREP } ] }""", "pooling")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "weights": "../x", PREP } ] }""", "'weights' is '../x'")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "featureMap": "auto", PREP } ] }""", "'featureMap' is 'auto'")]
    [InlineData("""{ "models": [ { "name": "a", "dimension": 4, PREP } ] }""", "'file' is missing")]
    [InlineData("""{ "models": [ """, "cannot be read")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "builtin" } ] } ] }""", "'combine' has 1 model; it must have 2..8")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "builtin" }, { "model": "builtin", "weight": 2 } ] } ] }""", "combine[1].model is 'builtin' a second time")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "builtin" }, { "model": "resnet18", "weight": 0 } ] } ] }""", "combine[1].weight is 0; it must be 0.001..1000")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "builtin", "weight": -1 }, { "model": "resnet18" } ] } ] }""", "combine[0].weight is -1")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "builtin", "weight": 1e999 }, { "model": "resnet18" } ] } ] }""", "combine[0].weight is ")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "builtin" }, { "model": "nobody" } ] } ] }""", "combine[1].model is 'nobody', which no list has")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "builtin" }, { "model": "a" } ] } ] }""", "combine[1].model is 'a', a combination itself")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "builtin" }, { "weight": 1 } ] } ] }""", "model")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "combine": [ { "model": "builtin" }, { "model": "resnet18" } ] } ] }""", "'file' cannot stand beside 'combine'")]
    [InlineData("""{ "models": [ { "name": "a", "dimension": 4, "combine": [ { "model": "builtin" }, { "model": "resnet18" } ] } ] }""", "'dimension' cannot stand beside 'combine'")]
    [InlineData("""{ "models": [ { "name": "a", PREP, "combine": [ { "model": "builtin" }, { "model": "resnet18" } ] } ] }""", "'preprocessing' cannot stand beside 'combine'")]
    [InlineData("""{ "models": [ { "name": "a", "combine": [ { "model": "vgg16" }, { "model": "vgg16-fc" }, { "model": "b" } ] }, { "name": "b", "file": "b.onnx", "dimension": 65536, PREP } ] }""", "'combine' makes 94720 components; at most 65536")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "preprocessing": "imagenot" } ] }""", "no preprocessing profile 'imagenot': known are seed, imagenet, clip, dinov2")]
    [InlineData("""{ "models": [ { "name": "a", "file": "a.onnx", "dimension": 4, "preprocessing": { "name": "p", "rule": "stretch", "resize": 8, "crop": 8, "kernel": "lanczos", "mean": [0,0,0], "std": [1,1,1] } } ] }""", "kernel")]
    public void An_invalid_list_is_reported_with_the_reason(string json, string expected)
    {
        var path = _folder.File("list.json");
        File.WriteAllText(path, json
            .Replace("PREP", """ "preprocessing": { "name": "p", "rule": "stretch", "resize": 8, "crop": 8, "mean": [0,0,0], "std": [1,1,1] }""", StringComparison.Ordinal)
            .Replace("SHA", new string('a', 64), StringComparison.Ordinal));

        var error = Assert.Throws<ModelException>(() => ModelList.Load(path));
        Assert.Equal(ModelError.InvalidList, error.Error);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_list_is_named() =>
        Assert.Contains("does not exist", Assert.Throws<ModelException>(() => ModelList.Load(_folder.File("none.json"))).Message, StringComparison.Ordinal);

    private string Write(params string[] entries)
    {
        var path = _folder.File("list.json");
        File.WriteAllText(path, $$"""{ "models": [ {{string.Join(',', entries)}} ] }""");
        return path;
    }

    private static string Entry(string name, int dimension) =>
        $$"""{ "name": "{{name}}", "file": "{{name}}.onnx", "dimension": {{dimension}}, "featureTensor": "features", "preprocessing": { "name": "imagenet", "rule": "shorter-side-crop", "resize": 256, "crop": 224, "mean": [0.485,0.456,0.406], "std": [0.229,0.224,0.225] } }""";
}
