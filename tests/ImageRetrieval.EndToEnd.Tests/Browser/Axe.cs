using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>What axe-core can check by itself: contrast, names, roles, headings, landmarks.</summary>
internal static class Axe
{
    private const string Violations = """
        async () => {
          const { violations, passes } = await axe.run(document);
          if (passes.length < 10) return ['axe checked next to nothing'];
          return violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => `${n.target} (${n.failureSummary})`).join('; ')}`);
        }
        """;

    private static readonly string s_axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>The rules that the page breaks, as it is at this moment.</summary>
    public static async Task<string[]> CheckAsync(IPage page)
    {
        await page.EvaluateAsync(s_axe);
        return await page.EvaluateAsync<string[]>(Violations);
    }
}
