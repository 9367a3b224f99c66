using System.Globalization;
using System.Text.Json;
using ImageRetrieval.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>An Api with nothing but thousands of generated groups of copies: more than a collection of test pictures has.</summary>
internal sealed class GeneratedDuplicates : IAsyncDisposable
{
    private static readonly byte[] s_picture = TestImages.Random(1, 32, 24);

    private readonly WebApplication _app;

    private GeneratedDuplicates(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <param name="groups">The number of groups at the minimum threshold; every step of 0.005 leaves a tenth of them out.</param>
    public static async Task<GeneratedDuplicates> StartAsync(int groups)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/v1/models", () => Results.Json(new { @default = "builtin", models = new[] { new { name = "builtin", state = "ready", images = 4 * groups } } }));
        app.MapGet("/v1/duplicates", (int limit, int offset, double threshold) => Page(groups - ((int)Math.Round((threshold - .88) / .005) * groups / 10), limit, offset));
        app.MapGet("/v1/images/{id}/thumbnail", () => Results.Bytes(s_picture, "image/png"));
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

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
