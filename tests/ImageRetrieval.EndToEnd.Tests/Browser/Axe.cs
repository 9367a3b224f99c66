using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>axe-core on a page as it stands.</summary>
internal static class Axe
{
    private const string Violations = """
        async () => {
          const { violations, passes } = await axe.run(document);
          if (passes.length < 10) return ['axe checked next to nothing'];
          return violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => `${n.target} (${n.failureSummary})`).join('; ')}`);
        }
        """;

    private static readonly string s_script = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>The rules that the page breaks, each with the elements; none is good.</summary>
    public static async Task<string[]> CheckAsync(IPage page)
    {
        await page.EvaluateAsync(s_script);
        return await page.EvaluateAsync<string[]>(Violations);
    }
}
