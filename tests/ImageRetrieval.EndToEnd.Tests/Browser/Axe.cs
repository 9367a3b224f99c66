using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>What axe-core can check by itself, by all rules that it has on: contrast, names, roles, headings, landmarks.</summary>
internal static class Axe
{
    private const int LeastPasses = 10;

    /// <summary>The rules that the page breaks, as it is at this moment.</summary>
    public static async Task<string[]> CheckAsync(IPage page)
    {
        var result = await page.RunAxe();
        if (result.Passes.Length < LeastPasses)
            return ["axe checked next to nothing"];
        return [.. result.Violations.Select(rule => $"{rule.Id}: {rule.Help}: {string.Join("; ", rule.Nodes.Select(Describe))}")];
    }

    private static string Describe(AxeResultNode node) =>
        $"{node.Target} ({string.Join(", ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))})";
}
