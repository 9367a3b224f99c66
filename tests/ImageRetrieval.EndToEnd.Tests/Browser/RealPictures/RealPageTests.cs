using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>With real photos, of all shapes and sizes, no page breaks a rule, jumps, can be scrolled sideways or is refused anything.</summary>
[Collection(RealSystem.Name)]
public sealed class RealPageTests(RealSystem system)
{
    private static string Query => $"q=id:{Photos.Of("crab").Id}";

    private static string[] Addresses =>
    [
        "/", $"/?{Query}", $"/?{Query}&q=-0.5*id:{Photos.Of("tick").Id}&q=.2,.1,.5,.6@id:{Photos.Of("ibis").Id}&f=label:crab&f=label:lobster&r=kilobytes:..30",
        $"/?{Query}&min=1", "/collection", $"/collection?f={Uri.EscapeDataString("label:stapler")}", $"/duel?{Query}&n=12", "/ingest",
    ];

    /// <summary>A desk by night and the narrowest phone by day: the tests with the samples take the other two pairs.</summary>
    public static TheoryData<int, int, ColorScheme> Screens() =>
        new() { { 1280, 900, ColorScheme.Dark }, { 360, 780, ColorScheme.Light } };

    [RealPicturesTheory]
    [MemberData(nameof(Screens))]
    public async Task Every_page_is_accessible(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.WatchPolicyAsync();
        foreach (var address in Addresses)
        {
            await tab.GoAsync(address);
            await tab.PictureWidthsAsync("#answer li:nth-child(-n+12) img, .part img");
            Assert.Equal((address, 0), (address, await tab.LayoutShiftAsync()));
            Assert.Equal((address, 0), (address, await tab.OverflowAsync()));
            Assert.Equal([], (await Axe.CheckAsync(tab.Page)).Concat(await tab.PolicyViolationsAsync()).Select(broken => $"{address}: {broken}"));
        }
        Assert.Empty(tab.Problems);
    }

    [RealPicturesTheory]
    [MemberData(nameof(Screens))]
    public async Task Dialogs_are_accessible(int width, int height, ColorScheme scheme)
    {
        await using var tab = await system.OpenTabAsync(new(width, height, scheme));
        await tab.WatchPolicyAsync();
        await tab.GoAsync();
        await tab.SearchAsync(Photos.NewOf("camera").Path);
        await CheckAsync(tab, "answer to a photo");
        await tab.Page.Locator(".filters summary").ClickAsync();
        await tab.Page.Locator(".about summary").ClickAsync();
        await CheckAsync(tab, "filters and panel");
        await tab.Hits.First.Locator(".picture").ClickAsync();
        await tab.Page.Locator("#lightbox [data-act=compare]").ClickAsync();
        await tab.PictureWidthsAsync("#lightbox img");
        await CheckAsync(tab, "lightbox");
        Assert.Empty(tab.Problems);
    }

    private static async Task CheckAsync(Tab tab, string state)
    {
        Assert.Equal((state, 0), (state, await tab.OverflowAsync()));
        Assert.Equal([], (await Axe.CheckAsync(tab.Page)).Concat(await tab.PolicyViolationsAsync()).Select(broken => $"{state}: {broken}"));
    }
}
