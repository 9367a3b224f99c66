using System.Globalization;
using System.Text.Json;
using ImageRetrieval.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>An Api with nothing but thousands of generated groups of copies: more than a collection of test pictures has.</summary>
internal static class GeneratedDuplicates
{
    private static readonly byte[] s_picture = TestImages.Random(1, 32, 24);

    /// <param name="groups">The number of groups at the minimum threshold; every step of 0.005 leaves a tenth of them out.</param>
    public static Task<GeneratedApi> StartAsync(int groups) => GeneratedApi.StartAsync(app =>
    {
        app.MapGet("/v1/models", () => Results.Json(new { @default = "builtin", models = new[] { new { name = "builtin", state = "ready", images = 4 * groups } } }));
        app.MapGet("/v1/duplicates", (int limit, int offset, double threshold) => Page(groups - ((int)Math.Round((threshold - .88) / .005) * groups / 10), limit, offset));
        app.MapGet("/v1/images/{id}/thumbnail", () => Results.Bytes(s_picture, "image/png"));
    });

    private static IResult Page(int total, int limit, int offset) => Results.Json(
        new { state = "complete", searched = 4 * total, files = 4 * total, version = "1-a", total = Math.Max(0, total), groups = Enumerable.Range(offset, Math.Clamp(total - offset, 0, limit)).Select(Group) },
        JsonSerializerOptions.Web);

    private static object Group(int number) => new
    {
        images = 4,
        keep = new { id = Id(number, 0), reason = "mostPixels", why = "It has the most pixels." },
        members = Enumerable.Range(0, 4).Select(member => new
        {
            id = Id(number, member), level = member == 0 ? "bytes" : "edited", similarity = 1 - (member / 100d), url = $"http://x/{Id(number, member)}", name = Id(number, member) + ".png",
            bytes = 1_000_000, width = 32, height = 24, thumbnail = "/v1/images/x/thumbnail?v=aa", original = "/v1/images/x/original",
        }),
    };

    private static string Id(int group, int member) => string.Create(CultureInfo.InvariantCulture, $"g{group}m{member}");
}
