using System.Globalization;
using System.Text;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>How soon the review of 2,000 groups of copies obeys the keyboard, and what its tab needs, measured in the browser; only that it works is asserted.</summary>
public sealed class DuplicateTimes
{
    private const int Rounds = 5;

    /// <summary>Presses the keys that mark a group again and again, until the page has counted its marks and painted that.</summary>
    private const string PressUntilMarked = """
        const press = key => document.body?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        const attempt = () => {
          if (/\d/.test(document.querySelector('[data-marked-count]')?.textContent)) performance.mark('marked');
          else { press('n'); (document.activeElement ?? document.body)?.dispatchEvent(new KeyboardEvent('keydown', { key: 'd', bubbles: true, cancelable: true })); requestAnimationFrame(attempt); }
        };
        requestAnimationFrame(attempt);
        """;

    private const string MarkAll = """
        async () => {
          const start = performance.now();
          document.querySelector('[data-mark-all]').click();
          await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
          return performance.now() - start;
        }
        """;

    [PortalTimesFact]
    public async Task From_the_request_to_the_first_group_that_the_keyboard_marks()
    {
        await using var api = await GeneratedDuplicates.StartAsync(DuplicatesPortal.Groups);
        await using var portal = await api.StartPortalAsync();
        await using var chromium = await Chromium.LaunchAsync();
        var (usable, all, resident) = (new List<double>(), new List<double>(), 0d);
        for (var round = 0; round <= Rounds; round++)
        {
            // Marks are remembered: each round begins without any.
            await using var tab = await chromium.OpenTabAsync(portal.Address, Screen.Desk);
            await tab.Page.AddInitScriptAsync(PressUntilMarked);
            await tab.GoAsync("/duplicates");
            await tab.Page.WaitForFunctionAsync("() => performance.getEntriesByName('marked').length > 0");
            var marked = await tab.Page.EvaluateAsync<double>("() => performance.getEntriesByName('marked')[0].startTime");
            var everything = await tab.Page.EvaluateAsync<double>(MarkAll);
            Assert.Empty(tab.Problems);
            resident = Math.Max(resident, await TabMemory.ResidentAsync(chromium));
            if (round == 0)
                continue;
            usable.Add(marked);
            all.Add(everything);
        }
        var file = PortalTimesFactAttribute.File!;
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + "-duplicates.md"), Table(usable, all, resident));
    }

    private static string Table(List<double> usable, List<double> all, double resident)
    {
        var text = new StringBuilder();
        text.AppendLine("# The Portal: the review of 2,000 groups of copies").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Generated groups of four, 50 on a page, 1280 x 900, {Rounds} loads in new tabs after one to warm up; Chromium without a GPU on the same machine ({PortalTimesFactAttribute.Machine}). Made by");
        text.AppendLine("`IMAGERETRIEVAL_PORTAL_TIMES=benchmarks/results/portal.md dotnet test tests/ImageRetrieval.EndToEnd.Tests --filter DuplicateTimes`.").AppendLine();
        text.AppendLine("| | median | worst |").AppendLine("|---|---|---|");
        foreach (var (name, times) in ((string, List<double>)[])[("ms from the request of the page to a group that was marked by keys", usable), ("ms to mark the copies of all 2,000 groups", all)])
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {times.Order().ElementAt(times.Count / 2):0} | {times.Max():0} |");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Memory of the tab: at most {resident:0} MB resident in its process, libraries included.");
        return text.ToString();
    }
}
