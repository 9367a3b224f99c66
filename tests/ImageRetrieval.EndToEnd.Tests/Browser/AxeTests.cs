namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The check for accessibility can fail: it finds faults.</summary>
public sealed class AxeTests
{
    [ChromiumFact]
    public async Task Axe_finds_faults_of_every_kind_of_rule_and_says_where()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var tab = await chromium.OpenTabAsync(new Uri("http://127.0.0.1/"), Screen.Desk);
        await tab.Page.SetContentAsync("""
            <!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width"></head><body><main><h1>A page</h1>
            <img id="nameless" src="data:,"><p style="color:#bbb;background:#fff">pale</p><a href="#x">A link</a><ul><li>One</li></ul><button>Go</button>
            <label for="n">Name</label><input id="n"><h4>Skipped</h4></main><p>outside</p></body></html>
            """);
        var broken = await Axe.CheckAsync(tab.Page);
        // Of the rules of WCAG A, of AA, and of good practice.
        foreach (var rule in (string[])["image-alt", "color-contrast", "heading-order", "region"])
            Assert.Contains(broken, text => text.StartsWith(rule + ":", StringComparison.Ordinal));
        Assert.Contains(broken, text => text.Contains("#nameless", StringComparison.Ordinal) || text.Contains("img", StringComparison.Ordinal));
    }
}
