namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Where the results begin, and whether a page fits into windows of all widths.</summary>
internal static class FirstScreen
{
    private const double DeskLimit = 300;
    private const double PhoneLimit = 380;
    private const float FitLimitMilliseconds = 5_000;
    private const string Widest = """
        () => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth)
          .map(e => `${e.localName}.${e.className} ${e.getBoundingClientRect().right}`).slice(0, 8).join(', ') + ` ${document.documentElement.scrollWidth} in ${document.documentElement.clientWidth}`
        """;
    private static readonly int[] s_widths = [320, 390, 600, 768, 960, 1280];

    /// <summary>Asserts that the first result is near the top on a desk and on a phone, and that nothing is too wide.</summary>
    public static async Task ShowsResultsAsync(Tab tab)
    {
        foreach (var (screen, limit) in ((Screen, double)[])[(Screen.Desk, DeskLimit), (Screen.Phone, PhoneLimit)])
        {
            await tab.Page.SetViewportSizeAsync(screen.Width, screen.Height);
            await tab.Page.EvaluateAsync("() => scrollTo(0, 0)");
            var top = await tab.Page.EvaluateAsync<double>("() => document.querySelector('#answer ol.wall > li').getBoundingClientRect().top");
            Assert.True(top <= limit, $"{screen.Width} × {screen.Height}: the first result begins at {top}, not before {limit}");
        }
        await FitsAsync(tab);
    }

    /// <summary>Asserts that the page is not scrolled sideways from 320 to 1280 pixels.</summary>
    public static async Task FitsAsync(Tab tab)
    {
        var before = tab.Page.ViewportSize!;
        foreach (var width in s_widths)
        {
            await tab.Page.SetViewportSizeAsync(width, Screen.Phone.Height);
            // A window of a phone gets its new width a moment later.
            try
            {
                await tab.Page.WaitForFunctionAsync($"() => document.documentElement.clientWidth === {width} && document.documentElement.scrollWidth <= {width}", null, new() { Timeout = FitLimitMilliseconds });
            }
            catch (TimeoutException)
            {
                Assert.Fail($"{tab.Page.Url} can be scrolled sideways at {width} pixels: {await tab.Page.EvaluateAsync<string>(Widest)}");
            }
        }
        await tab.Page.SetViewportSizeAsync(before.Width, before.Height);
    }
}
