using System.Globalization;
using System.Text;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>From the drop of a picture to its painted results, measured in the browser; nothing is asserted but that there are results.</summary>
[Collection(RunningSystem.Name)]
public sealed class PortalTimes(RunningSystem system)
{
    private const int Rounds = 3;

    /// <summary>Milliseconds until the results stand in the page and are painted, and until their pictures in the window are painted too.</summary>
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
          const seen = [...document.querySelectorAll('#answer .tile img')].filter(image => image.getBoundingClientRect().top < innerHeight);
          await Promise.all(seen.map(image => image.decode()));
          await painted();
          return [results, performance.now() - start, seen.length];
        }
        """;

    [PortalTimesFact]
    public async Task From_drop_to_results_painted()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
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
                Assert.True(time[2] > 0, picture);
                if (round > 0)
                    times.Add(time);
            }
        }
        await File.WriteAllTextAsync(PortalTimesFactAttribute.File!, Table(times));
        Assert.Empty(tab.Problems);
    }

    private static string Table(List<double[]> times)
    {
        var text = new StringBuilder();
        text.AppendLine("# The Portal: from a drop to painted results").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{times.Count} drops of sample pictures on the start page at 1280 x 900, built-in model, {RunningSystem.PictureCount} pictures indexed, 24 results; Chromium on");
        text.AppendLine(CultureInfo.InvariantCulture, $"the same machine ({Environment.ProcessorCount} processors), one round of warming before. Made by").AppendLine("`IMAGERETRIEVAL_PORTAL_TIMES=benchmarks/results/portal.md dotnet test tests/ImageRetrieval.EndToEnd.Tests --filter PortalTimes`.");
        text.AppendLine().AppendLine("| ms | p50 | p90 | worst |").AppendLine("|---|---|---|---|");
        Row(text, "results painted", times, 0);
        Row(text, "and all pictures in the window", times, 1);
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, List<double[]> times, int column)
    {
        var sorted = times.Select(time => time[column]).Order().ToArray();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {sorted[sorted.Length / 2]:0} | {sorted[sorted.Length * 9 / 10]:0} | {sorted[^1]:0} |");
    }
}
