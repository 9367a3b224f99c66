using System.Globalization;
using ImageRetrieval.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>An Api with nothing but a generated map: more pictures than a collection of test pictures has, in round clusters.</summary>
internal static class GeneratedMap
{
    public const int Clusters = 24;

    private static readonly byte[] s_picture = TestImages.Random(1, 64, 48);
    private static readonly string[] s_kinds = ["flower", "fish", "lighthouse", "bird", "a rather long value of a column"];

    public static Task<GeneratedApi> StartAsync(int count) => GeneratedApi.StartAsync(app =>
    {
        app.MapGet("/v1/models", () => Results.Json(new { @default = "builtin", models = new[] { new { name = "builtin", state = "ready", images = count } } }));
        app.MapGet("/v1/facets", () => Results.Json(new { count, columns = new[] { new { column = "kind", type = "text", distinct = s_kinds.Length, values = s_kinds.Select(kind => new { value = kind, count = count / s_kinds.Length }) } } }));
        app.MapGet("/v1/map", (bool points, string? column) => Results.Json(Map(points ? count : 0, count, column)));
        app.MapGet("/v1/images", () => Results.Json(new { total = 1, items = new[] { Image("p1") } }));
        app.MapGet("/v1/images/{id}", (string id) => Results.Json(Image(id)));
        app.MapGet("/v1/images/{id}/thumbnail", () => Results.Bytes(s_picture, "image/png"));
    });

    private static object Map(int shown, int count, string? column)
    {
        var (random, x, y) = (new Random(5), new int[shown], new int[shown]);
        for (var i = 0; i < shown; i++)
        {
            var (across, down) = Middle(i % Clusters);
            var (radius, turn) = (3500 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) / 2, 2 * Math.PI * random.NextDouble());
            x[i] = Math.Clamp((int)(across + (radius * Math.Cos(turn))), 0, 65_535);
            y[i] = Math.Clamp((int)(down + (radius * Math.Sin(turn))), 0, 65_535);
        }
        return new
        {
            model = "builtin", snapshotVersion = "1", state = "complete", mapVersion = "1-a", images = count, missing = 0, x, y,
            ids = Enumerable.Range(0, shown).Select(Id),
            cluster = Enumerable.Range(0, shown).Select(i => i % Clusters),
            column,
            values = column is null ? [] : s_kinds.Select((kind, number) => new { value = kind, count = Enumerable.Range(0, shown).Count(i => i % 7 == number) }).ToArray(),
            value = column is null ? [] : Enumerable.Range(0, shown).Select(i => i % 7 < s_kinds.Length ? i % 7 : -1).ToArray(),
            clusters = Enumerable.Range(0, Clusters).Select(number => new
            {
                number, size = (count + Clusters - 1 - number) / Clusters, x = Middle(number).X, y = Middle(number).Y,
                columns = number % 4 == 3 ? [] : new[] { new { column = "kind", value = s_kinds[number % s_kinds.Length], share = 0.9, everywhere = 0.2 } },
                samples = Enumerable.Range(0, 4).Select(sample => Image(Id(number + (sample * Clusters)))),
            }),
        };
    }

    private static (int X, int Y) Middle(int cluster) => (6000 + (cluster % 6 * 10_700), 8000 + (cluster / 6 * 16_500));

    private static object Image(string id) => new { id, url = $"http://x/{id}", name = id + ".png", metadata = new { kind = "flower" }, width = 64, height = 48, thumbnail = "/v1/images/x/thumbnail?v=aa" };

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number}");
}
