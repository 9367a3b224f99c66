using System.ComponentModel;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>The body of <c>POST /v1/duplicates/check</c>. Exactly one of <c>image</c>, <c>url</c> and an upload is given.</summary>
internal sealed record CheckRequest
{
    internal const int MostCopies = 200;

    [Description("The model whose index is searched for candidates; by default resnet50 when it is loaded, else the first of --models.")]
    public string? Model { get; init; }

    [Description("The loosest level that is told: bytes, picture or edited.")]
    public string Level { get; init; } = DuplicateWords.Edited;

    [Description("The least similarity of an edited copy, 0.88..1; by default 0.905.")]
    public double? Threshold { get; init; }

    [Description("Copies wanted, 1..200.")]
    public int Limit { get; init; } = 20;

    [Description("The picture's bytes: base64 in JSON, of any dialect, or a data: URL; binary in MessagePack.")]
    public byte[]? Image { get; init; }

    [Description("A picture somewhere else; off unless the service is configured for it.")]
    public string? Url { get; init; }

    /// <exception cref="RefusalException">A value is out of range; the message says which.</exception>
    internal void Validate()
    {
        DuplicateWords.LevelOf(Level);
        DuplicateWords.ThresholdOf(Threshold);
        if (Limit is < 1 or > MostCopies)
            throw RefusalException.BadRequest($"limit is {Limit}; it must be 1..{MostCopies}.");
        if ((Image is null) == (Url is null))
            throw RefusalException.BadRequest($"The request has {(Image is null ? "no picture" : "an image and a url")}: send exactly one, a file, image or url.");
    }
}
