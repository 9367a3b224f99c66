using System.ComponentModel;
using System.Text.Json;
using ImageRetrieval.Api.Duplicates;
using ImageRetrieval.ServiceDefaults.Text;

namespace ImageRetrieval.Api.Search;

/// <summary>The body of <c>POST /v1/search</c>.</summary>
internal sealed record SearchRequest
{
    internal const int MostHits = 1000;
    internal const int MostParts = 16;
    internal const int MostCandidates = 10_000;
    internal const double LargestWeight = 100;

    [Description("The model; by default resnet50 when it is loaded, otherwise the first of --models.")]
    public string? Model { get; init; }

    [Description("The version of the model's index, as in GET /v1/snapshots; by default the current one.")]
    public string? Snapshot { get; init; }

    [Description("Maximum number of hits, 1..1000.")]
    public int K { get; init; } = 10;

    [Description("The query: 1..16 parts, added according to their weights.")]
    public IReadOnlyList<QueryPart> Queries { get; init; } = [];

    [Description("The minimum cosine of a hit, -1..1.")]
    public double? MinScore { get; init; }

    [Description("The minimum closerThan of a hit, 0..1.")]
    public double? MinCloserThan { get; init; }

    [Description("The ranking: context (mutual cosine and shared neighbours) or cosine.")]
    public string Ranking { get; init; } = RankingNames.Context;

    [Description("A condition on the images' columns.")]
    public JsonElement? Filter { get; init; }

    [Description("Leave out the query images themselves and further copies of the same bytes.")]
    public bool Dedupe { get; init; } = true;

    [Description("Fold copies at this level into the best of them: none, bytes, picture or edited. The default follows dedupe: bytes, without the number of copies, or none.")]
    public string? Group { get; init; }

    [Description("Number of candidates, 1..10000: a higher value finds more of the exact nearest neighbours and is slower.")]
    public int? EfSearch { get; init; }

    [Description("Compare with every image.")]
    public bool Exact { get; init; }

    /// <exception cref="RefusalException">A value is out of range; the message names it.</exception>
    internal void Validate()
    {
        Require(K is >= 1 and <= MostHits, $"k is {K}; it must be 1..{MostHits}.");
        Require(MinScore is null or (>= -1 and <= 1), $"minScore is {MinScore}; it must be -1..1.");
        Require(MinCloserThan is null or (>= 0 and <= 1), $"minCloserThan is {MinCloserThan}; it must be 0..1.");
        Require(RankingNames.TryParse(Ranking, out _), $"ranking is '{Shortened.To(Ranking, 40)}'; it must be '{RankingNames.Context}' or '{RankingNames.Cosine}'.");
        Require(EfSearch is null or (>= 1 and <= MostCandidates), $"efSearch is {EfSearch}; it must be 1..{MostCandidates}.");
        Require(Group is null or "none" or DuplicateWords.Bytes or DuplicateWords.Picture or DuplicateWords.Edited, $"group is '{(Group is null ? null : Shortened.To(Group, 50))}'; it must be none, bytes, picture or edited.");
        Require(EfSearch is null || !Exact, $"efSearch is {EfSearch} and exact is true: use only one of them.");
        Require(Queries.Count is >= 1 and <= MostParts, $"The request has {Queries.Count} queries; it must have 1..{MostParts}: a file, or entries of 'queries'.");
        for (var i = 0; i < Queries.Count; i++)
            Validate(Queries[i], $"queries[{i}]");
    }

    private static void Validate(QueryPart? part, string name)
    {
        if (part is null)
            throw RefusalException.BadRequest($"{name} is null.");
        Require(part.Sources == 1, $"{name} has {part.Sources} of id, url, embedding, image and upload; it must have exactly one.");
        Require(part.Weight is not 0 and >= -LargestWeight and <= LargestWeight, $"{name}.weight is {part.Weight}; it must be -{LargestWeight}..{LargestWeight} and not 0.");
        Require(part.Crop is null || part.IsPicture, $"{name}.crop requires a picture: an upload, an image, a URL, or the id of an indexed image.");
        Require(part.Crop is null or { IsValid: true }, $"{name}.crop must be within the image: x, y, width and height are fractions of its sides, x + width and y + height at most 1, width and height more than 0.");
    }

    private static void Require(bool holds, FormattableString otherwise)
    {
        if (!holds)
            throw RefusalException.BadRequest(FormattableString.Invariant(otherwise));
    }
}
