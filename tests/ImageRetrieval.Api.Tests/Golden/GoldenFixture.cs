using System.Runtime.InteropServices;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Models;

namespace ImageRetrieval.Api.Tests.Golden;

/// <summary>
/// One Api over real photos and real weights: 120 photos of the set <c>public</c> under each model, and the pixels of the
/// 16 golden photos under each model's variant that takes pixels as they are.
/// </summary>
public sealed class GoldenFixture : IAsyncLifetime
{
    private const int Side = 224;

    // Every tenth photo is indexed, and between two of them lies one that is asked with.
    private const int Step = 10;
    private const int QueryStep = 100;

    private readonly TemporaryFolder _folder = new();
    private ApiServer? _server;

    internal HttpClient Client { get; private set; } = null!;

    /// <summary>Ids and paths of the photos that are asked with; none of them is indexed.</summary>
    internal static IEnumerable<(string Id, string Path)> Queries => Photos().Where((_, row) => row % QueryStep == Step / 2);

    internal static string NameOfPixels(int photo) => $"{photo:00}.png";

    /// <summary>The golden pixels of a photo as a PNG, which loses nothing.</summary>
    internal static byte[] Pixels(int photo)
    {
        var rgb = File.ReadAllBytes(SharedData.PathOf("eval", "golden", "crop.u8")).AsMemory(photo * Side * Side * 3, Side * Side * 3);
        return TestImages.Png(Side, Side, (x, y) => (rgb.Span[(y * Side + x) * 3], rgb.Span[(y * Side + x) * 3 + 1], rgb.Span[(y * Side + x) * 3 + 2]));
    }

    /// <summary>Another runtime's features of the golden pixels, photo by photo.</summary>
    internal static float[][] Features(string model, int dimension) =>
        [.. MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(SharedData.PathOf("eval", "golden", model + "-crop.f32"))).ToArray().Chunk(dimension)];

    public async Task InitializeAsync()
    {
        if (!SharedData.IsThere)
            return; // every test of the fixture is skipped, and says so
        var file = _folder.File("models.json");
        GoldenModels.Write(file);
        var list = ModelList.Load([file]);
        _server = new ApiServer(string.Join(',', GoldenModels.All.SelectMany(model => (string[])[model.Name, GoldenModels.OfPixels(model.Name)])), file);
        foreach (var (name, _, _, _) in GoldenModels.All)
        {
            await _server.PublishAsync(list.Find(name), Photos().Where((_, row) => row % Step == 0).Select(photo => (photo.Id, Path.GetFileName(photo.Path), File.ReadAllBytes(photo.Path))));
            await _server.PublishAsync(list.Find(GoldenModels.OfPixels(name)), Enumerable.Range(0, 16).Select(photo => ($"{photo}", NameOfPixels(photo), Pixels(photo))));
        }
        Client = _server.CreateClient();
        await ApiServer.UntilAsync(Client, "/v1/models", answer => answer.Split("\"state\":\"ready\"").Length == 1 + 2 * GoldenModels.All.Count);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<(string Id, string Path)> Photos() => File.ReadLines(SharedData.PathOf("eval", "public", "images.csv")).Skip(1)
        .Select(line => line.Split(',')).Select(cells => (cells[0], SharedData.PathOf("eval", "public", cells[1])));
}
