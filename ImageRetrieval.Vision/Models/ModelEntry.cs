using System.Text.RegularExpressions;
using ImageRetrieval.Vision.OnnxFormat;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Models;

/// <summary>
/// An entry of a model list (models.json): where the weights are, and how an image becomes the input; or, with <see cref="Combine"/>,
/// which models it combines.
/// </summary>
public sealed partial record ModelEntry
{
    private const int MaxDimension = 65_536;
    private const string UnknownLicence = "unknown";

    private readonly PreprocessingProfile? _preprocessing;


    /// <summary>The name that users give: 1..64 of <c>a-z 0-9 . _ -</c>, starting with a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>A description in one sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>File name or path of the weights; relative ones start at the folder of the list, then at <c>&lt;data&gt;/models</c>.</summary>
    /// <remarks>Empty in a combination, which has no file of its own.</remarks>
    public string File { get; init; } = "";

    /// <summary>
    /// The name under which the store keeps the file; null for <see cref="Name"/>. Models that use the same file have the same
    /// name here, so that it is downloaded once.
    /// </summary>
    public string? Weights { get; init; }

    /// <summary>Where to download the weights (http or https); null when they are installed manually.</summary>
    public string? Url { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits; required with <see cref="Url"/>.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Length of the file, in bytes; shown before a download.</summary>
    public long? Size { get; init; }

    /// <summary>SPDX name of the weights' licence.</summary>
    public string Licence { get; init; } = UnknownLicence;

    /// <summary>How an image becomes the input: float32 [N, 3, crop, crop].</summary>
    /// <exception cref="InvalidOperationException">The model is a combination: its parts have a preprocessing each.</exception>
    public PreprocessingProfile Preprocessing
    {
        get => _preprocessing ?? throw new InvalidOperationException($"Model '{Name}' is a combination and has no preprocessing of its own: ask its parts.");
        init => _preprocessing = value;
    }

    /// <summary>
    /// The tensor that becomes the embedding: a name, <c>auto</c> (the input of the final classifier) or
    /// <c>auto:map</c> (the last map of features before it is flattened or averaged).
    /// </summary>
    public string FeatureTensor { get; init; } = FeatureFinder.Auto;

    /// <summary>How that tensor is pooled to one vector.</summary>
    public Pooling Pooling { get; init; } = Pooling.None;

    /// <summary>
    /// The tensor of features by position, [N, C, H, W] or the tokens [N, T, D]; a name or <c>auto:map</c>.
    /// Null when the model has none.
    /// </summary>
    public string? FeatureMap { get; init; }

    /// <summary>Number of components of an embedding, 1..65536; of a combination the sum over its parts.</summary>
    public int Dimension { get; init; }

    /// <summary>
    /// The models whose embeddings are concatenated to this one's, 2..8; null when the model has its own file. Such an entry has only
    /// <see cref="Name"/> and <see cref="Description"/> besides: the list fills in <see cref="Dimension"/> and <see cref="Licence"/>.
    /// </summary>
    public IReadOnlyList<CombinedPart>? Combine { get; init; }

    /// <summary>
    /// Whether the embedding describes what is shown. One of colours and textures does not; searches then never report that the
    /// collection has nothing similar.
    /// </summary>
    public bool RecognizesContent { get; init; } = true;

    /// <summary>The folder of this entry's list; null for the built-in list.</summary>
    internal string? ListFolder { get; init; }

    /// <summary>Checks every field.</summary>
    /// <exception cref="ModelException">A field is missing or out of its range; the message names the model and the field.</exception>
    internal void Validate()
    {
        if (!NamePattern().IsMatch(Name))
            throw Wrong($"the name must be 1..64 of a-z, 0-9, '.', '_', '-' and start with a letter or digit");
        if (Combine is not null)
            ValidateCombination(Combine);
        else
            ValidateFile();
    }

    /// <summary>The exception for a fault of this entry.</summary>
    internal ModelException Wrong(string what) => new(ModelError.InvalidList, $"Model '{Name}' in the model list: {what}.");

    private void ValidateFile()
    {
        if (string.IsNullOrWhiteSpace(File))
            throw Wrong("'file' is missing: name the ONNX file, or give the models that it combines in 'combine'");
        if (Weights is not null && !NamePattern().IsMatch(Weights))
            throw Wrong($"'weights' is '{Weights}'; it must be a name: 1..64 of a-z, 0-9, '.', '_', '-'");
        if (Dimension is < 1 or > MaxDimension)
            throw Wrong($"'dimension' is {Dimension}; it must be 1..{MaxDimension}");
        if (string.IsNullOrWhiteSpace(FeatureTensor))
            throw Wrong("'featureTensor' is empty: name a tensor, or write 'auto' or 'auto:map'");
        if (FeatureMap is { } map && (string.IsNullOrWhiteSpace(map) || map == FeatureFinder.Auto))
            throw Wrong($"'featureMap' is '{map}': name a tensor, write 'auto:map', or leave it out");
        if (Sha256 is not null && !DigestPattern().IsMatch(Sha256))
            throw Wrong("'sha256' must be 64 hexadecimal digits");
        if (Url is not null && (!Uri.TryCreate(Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
            throw Wrong($"'url' is '{Url}'; it must be an http or https address");
        if (Url is not null && Sha256 is null)
            throw Wrong("'url' needs 'sha256', so that what was downloaded can be verified");
        if (_preprocessing is null)
            throw Wrong("'preprocessing' is missing: name a profile, or write one out");
        try
        {
            _preprocessing.Validate();
        }
        catch (ArgumentException error)
        {
            throw Wrong(error.Message);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9a-fA-F]{64}$")]
    private static partial Regex DigestPattern();
}
