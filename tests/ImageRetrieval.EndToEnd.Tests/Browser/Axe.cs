using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>
/// What axe-core can check by itself, by all rules that it has on: contrast, names, roles, headings, landmarks. The script is
/// the package's; it is run here because the package's own call fetches every node that passes, which takes seconds a page.
/// </summary>
internal static class Axe
{
    private const string Violations = """
        async impacts => {
          const { violations, passes } = await axe.run(document);
          if (passes.length < 10) return ['axe checked next to nothing'];
          return violations.filter(v => impacts.length === 0 || impacts.includes(v.impact)).map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => `${n.target} (${n.failureSummary})`).join('; ')}`);
        }
        """;

    private static readonly string s_axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>The rules that the page breaks, as it is at this moment.</summary>
    /// <param name="page">The page.</param>
    /// <param name="impacts">Only rules of these impacts, such as <c>serious</c>; none: all.</param>
    public static async Task<string[]> CheckAsync(IPage page, params string[] impacts)
    {
        await page.EvaluateAsync(s_axe);
        return await page.EvaluateAsync<string[]>(Violations, impacts);
    }
}
