using System.Globalization;
using ImageRetrieval.Portal.Search;
using Microsoft.Extensions.Primitives;

namespace ImageRetrieval.Portal.Duplicates;

/// <summary>Which list of groups a page shows, as its address says it.</summary>
/// <param name="Level"><c>bytes</c>, <c>picture</c> or <c>edited</c>.</param>
/// <param name="Threshold">The minimum similarity to the image to keep.</param>
/// <param name="Model">The model whose index was searched for copies; null for the default one.</param>
/// <param name="Version">The list to continue; null for the newest.</param>
internal sealed record DuplicateQuery(string Level, decimal Threshold, string? Model, string? Version)
{
    // The limits of the Api; decimal, so that the steps of the slider are exact.
    public const decimal MinThreshold = 0.88m;
    public const decimal MaxThreshold = 1m;
    public const decimal ThresholdStep = 0.005m;
    private const decimal DefaultThreshold = 0.905m;
    private const int LongestName = 200;

    public static readonly string[] Levels = ["bytes", "picture", "edited"];

    /// <summary>A value that is missing or invalid gets its default.</summary>
    public static DuplicateQuery From(Func<string, StringValues> given) => new(
        Levels.FirstOrDefault(level => level == given("level")) ?? Levels[^1],
        decimal.TryParse(given("threshold"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var threshold) && threshold is >= MinThreshold and <= MaxThreshold ? threshold : DefaultThreshold,
        NameOf(given("model")),
        NameOf(given("version")));

    public string ThresholdText => Threshold.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Identifies the list: marks on one list mean nothing on another.</summary>
    public string Key => string.Join('|', Version, Model, Level, ThresholdText);

    /// <summary>The address of a page, from 1.</summary>
    public string AddressOf(int number) => Build(new PageAddress("/duplicates")).Add("page", number == 1 ? null : Number(number)).ToString();

    /// <summary>The query of the Api's list.</summary>
    public string ApiQuery(int limit, int offset, int members) =>
        Build(new PageAddress("")).Add("limit", Number(limit)).Add("offset", Number(offset)).Add("members", Number(members)).ToString()[1..];

    private PageAddress Build(PageAddress address) => address.Add("level", Level).Add("threshold", ThresholdText).Add("model", Model).Add("version", Version);

    private static string? NameOf(StringValues given) => given.ToString() is { Length: > 0 and <= LongestName } name ? name : null;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
