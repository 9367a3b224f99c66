using System.ComponentModel;

namespace ImageRetrieval.Api.Duplicates;

/// <summary>The body of <c>POST /v1/duplicates/check</c>. Exactly one of <c>image</c>, <c>url</c> and an upload is given.</summary>
internal sealed record CheckRequest
{
    internal const int MostCopies = 200;

    [Description("The model whose index is searched for candidates; by default resnet50 when it is loaded, otherwise the first of --models.")]
    public string? Model { get; init; }

    [Description("The loosest level to report: bytes, picture or edited.")]
    public string Level { get; init; } = DuplicateWords.Edited;

    [Description("The minimum similarity of an edited copy, 0.88..1; by default 0.905.")]
    public double? Threshold { get; init; }

    [Description("Maximum number of copies, 1..200.")]
    public int Limit { get; init; } = 20;

    [Description("The picture's bytes: in JSON base64, any variant, or a data: URL; in MessagePack binary.")]
    public byte[]? Image { get; init; }

    [Description("The URL of a picture; disabled by default (Api:UrlQueries:Enabled).")]
    public string? Url { get; init; }

    /// <exception cref="RefusalException">A value is out of range; the message names it.</exception>
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
