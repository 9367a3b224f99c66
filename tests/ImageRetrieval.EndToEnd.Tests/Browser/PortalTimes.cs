using System.Globalization;
using System.Text;
using ImageRetrieval.Fixtures;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>From the drop of a picture to its painted results with the default model, and the sizes of pages, measured in the browser; asserted is only that there are results.</summary>
public sealed class PortalTimes : IDisposable
{
    private const int Rounds = 3;
    private const int PerKind = 22;

    private static readonly string[] s_pages = ["/", "/?q=id:1001", "/?q=id:1001&n=96", "/duel?q=id:1001", "/collection", "/map", "/models", "/duplicates", "/failures", "/batch", "/ingest"];

    /// <summary>Milliseconds until the results stand in the page and are painted, until their pictures in the window are painted too, and of the embedding.</summary>
    private const string Drop = """
        async base64 => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'dropped.jpg', { type: 'image/jpeg' }));
          const painted = () => new Promise(resolve => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => resolve(); channel.port2.postMessage(0); }));
          const answered = new Promise(resolve => document.addEventListener('page-changed', resolve, { once: true }));
          const start = performance.now();
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
          await answered;
          await painted();
          const results = performance.now() - start;
          const embedding = [...document.querySelectorAll('.stages tr')].find(row => row.textContent.includes('Embedding'));
          const seen = [...document.querySelectorAll('#answer .tile img')].filter(image => image.getBoundingClientRect().top < innerHeight);
          await Promise.all(seen.map(image => image.decode()));
          await painted();
          return [results, performance.now() - start, parseFloat(embedding.querySelector('td').textContent), seen.length];
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PortalTimesFact]
    public async Task From_drop_to_results_painted()
    {
        await using var server = await PictureServer.StartAsync();
        await using var system = await WholeSystem.StartAsync(_folder.Path, ["--csv", Samples.Serve(_folder, server, PerKind)]);
        await system.WholeListSearchableAsync();
        await using var chromium = await Chromium.LaunchAsync();
        await using var tab = await chromium.OpenTabAsync(system.Portal, Screen.Desk);
        var text = new StringBuilder();
        Drops(text, await DropAsync(tab));
        await SizesAsync(text, chromium, system.Portal);
        await File.WriteAllTextAsync(PortalTimesFactAttribute.File!, text.ToString());
        Assert.Empty(tab.Problems);
    }

    private static async Task<List<double[]>> DropAsync(Tab tab)
    {
        await tab.GoAsync();
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(Samples.PathOf("fish/fish-001.jpg")))!;
        string[] pictures = [.. Directory.GetFiles(folder, "*-001.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        // The first round makes thumbnails and warms everything; it does not count.
        var times = new List<double[]>();
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var picture in pictures)
            {
                var time = await tab.Page.EvaluateAsync<double[]>(Drop, Convert.ToBase64String(await File.ReadAllBytesAsync(picture)));
                Assert.True(time[3] > 0, picture);
                if (round > 0)
                    times.Add(time);
            }
        }
        return times;
    }

    private static void Drops(StringBuilder text, List<double[]> times)
    {
        text.AppendLine("# The Portal: from a drop to painted results").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{times.Count} drops of sample pictures on the start page at 1280 x 900, default model (resnet18), {PerKind * Samples.Kinds} pictures indexed, 24 results; Chromium on");
        text.AppendLine(CultureInfo.InvariantCulture, $"the same machine ({PortalTimesFactAttribute.Machine}), one round of warming before. Made by").AppendLine("`IMAGERETRIEVAL_PORTAL_TIMES=benchmarks/results/portal.md dotnet test tests/ImageRetrieval.EndToEnd.Tests --filter PortalTimes`.");
        text.AppendLine().AppendLine("| ms | p50 | p90 | worst |").AppendLine("|---|---|---|---|");
        Row(text, "results painted", times.Select(time => time[0]));
        Row(text, "of it the embedding of the picture", times.Select(time => time[2]));
        Row(text, "results painted, without the embedding", times.Select(time => time[0] - time[2]));
        Row(text, "and all pictures in the window, without the embedding", times.Select(time => time[1] - time[2]));
    }

    private static void Row(StringBuilder text, string name, IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {sorted[sorted.Length / 2]:0} | {sorted[sorted.Length * 9 / 10]:0} | {sorted[^1]:0} |");
    }

    /// <summary>Each page as the first one that a browser opens: nothing is cached.</summary>
    private static async Task SizesAsync(StringBuilder text, Chromium chromium, Uri portal)
    {
        text.AppendLine().AppendLine("## The first page that is opened").AppendLine();
        text.AppendLine("Bytes over the wire, compressed, headers included, without pictures.").AppendLine();
        text.AppendLine("| page | kB | requests |").AppendLine("|---|---:|---:|");
        foreach (var page in s_pages)
        {
            await using var tab = await chromium.OpenTabAsync(portal, Screen.Desk);
            await tab.GoAsync(page);
            await tab.Page.WaitForLoadStateAsync(page == "/ingest" ? LoadState.Load : LoadState.NetworkIdle);
            var requests = tab.Requests.Where(request => request.ResourceType is not ("image" or "eventsource")).ToArray();
            var sizes = await Task.WhenAll(requests.Select(request => request.SizesAsync()));
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{page}` | {sizes.Sum(size => size.ResponseBodySize + size.ResponseHeadersSize) / 1000.0:0} | {requests.Length} |");
        }
    }
}
