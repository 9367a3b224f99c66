using System.Globalization;
using System.Text;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>How soon a map of 50,000 pictures can be used, and what its tab needs, measured in the browser; only that it works is asserted.</summary>
public sealed class MapTimes
{
    private const int Rounds = 5;

    /// <summary>Milliseconds from the arrival of the data to the first painted map, and of a redraw of a zoomed one.</summary>
    private const string Redraw = """
        async () => {
          const canvas = document.getElementById('plane'), painted = () => new Promise(resolve => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => resolve(); channel.port2.postMessage(0); }));
          const times = [];
          for (let i = 0; i < 20; i++) {
            const start = performance.now();
            canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: i < 10 ? -60 : 60, clientX: canvas.getBoundingClientRect().left + 300, clientY: canvas.getBoundingClientRect().top + 200, cancelable: true }));
            await painted();
            times.push(performance.now() - start);
          }
          return times.sort((a, b) => a - b)[10];
        }
        """;

    [PortalTimesFact]
    public async Task From_the_data_to_a_map_that_can_be_used()
    {
        await using var api = await GeneratedMap.StartAsync(MapPortal.Count);
        await using var portal = await api.StartPortalAsync();
        await using var chromium = await Chromium.LaunchAsync();
        var (ready, all, redraw) = (new List<double>(), new List<double>(), new List<double>());
        await using var tab = await chromium.OpenTabAsync(portal.Address, Screen.Desk);
        for (var round = 0; round <= Rounds; round++)
        {
            await tab.GoAsync("/map");
            await tab.Page.WaitForSelectorAsync("#map[data-ready]");
            var times = await tab.Page.EvaluateAsync<double[]>("() => { const data = performance.getEntriesByType('resource').find(e => e.name.endsWith('/map/data')); return [performance.getEntriesByName('map-ready')[0].startTime - data.responseEnd, performance.getEntriesByName('map-ready')[0].startTime]; }");
            var frame = await tab.Page.EvaluateAsync<double>(Redraw);
            if (round == 0)
                continue;
            ready.Add(times[0]);
            all.Add(times[1]);
            redraw.Add(frame);
        }
        var memory = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        var heap = (await memory.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble() / 1e6;
        var file = PortalTimesFactAttribute.File!;
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + "-map.md"), Table(ready, all, redraw, heap, await TabMemory.ResidentAsync(chromium)));
        Assert.Empty(tab.Problems);
    }

    private static string Table(List<double> ready, List<double> all, List<double> redraw, double heap, double resident)
    {
        var text = new StringBuilder();
        text.AppendLine("# The Portal: a map of 50,000 pictures").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Generated places in {GeneratedMap.Clusters} clusters, 1280 x 900, {Rounds} loads after one to warm up; Chromium without a GPU on the same machine ({PortalTimesFactAttribute.Machine}). Made by");
        text.AppendLine("`IMAGERETRIEVAL_PORTAL_TIMES=benchmarks/results/portal.md dotnet test tests/ImageRetrieval.EndToEnd.Tests --filter MapTimes`.").AppendLine();
        text.AppendLine("| | median | worst |").AppendLine("|---|---|---|");
        foreach (var (name, times) in ((string, List<double>)[])[("ms from the last byte of the data to a painted map that can be used", ready), ("ms from the request of the page to that", all), ("ms to redraw it after a step of the wheel", redraw)])
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {times.Order().ElementAt(times.Count / 2):0} | {times.Max():0} |");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Memory of the tab at the end: {heap:0} MB of script objects; {resident:0} MB resident in its process, libraries included.");
        return text.ToString();
    }
}
