using ImageRetrieval.Fixtures;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Models are described, remembered and compared: a system of its own with three of them.</summary>
public sealed class ModelChoiceTests(OwnBrowser browser) : IClassFixture<OwnBrowser>, IDisposable
{
    private const int PerKind = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task The_last_model_is_used_again_and_up_to_four_are_compared()
    {
        await using var server = await PictureServer.StartAsync();
        await using var own = await WholeSystem.StartAsync(_folder.Path, ["--csv", Samples.Serve(_folder, server, PerKind), "--models", "builtin,second,third", "--model-list", SecondModel.Write(_folder)]);
        await own.WholeListSearchableAsync();
        foreach (var screen in (Screen[])[Screen.Desk, Screen.PhoneAtNight])
        {
            await using var tab = await browser.OpenTabAsync(own.Portal, screen);
            await tab.WatchPolicyAsync();
            await RememberedAsync(tab);
            await ComparedAsync(tab);
            Assert.Empty(await tab.PolicyViolationsAsync());
            Assert.Empty(tab.Problems);
        }
        await using var plain = await browser.OpenTabAsync(own.Portal, Screen.Desk, javaScript: false);
        await WithoutScriptsAsync(plain);
    }

    private static async Task RememberedAsync(Tab tab)
    {
        await tab.GoAsync("/");
        var model = tab.Page.Locator("#model");
        await Assertions.Expect(model).ToHaveValueAsync("builtin");
        // Chosen before a search; then used for it, and on the next visit.
        await model.SelectOptionAsync("second");
        await tab.GoAsync("/?q=id:1001");
        await Assertions.Expect(model).ToHaveValueAsync("second");
        Assert.EndsWith("/?q=id:1001&model=second", tab.Page.Url, StringComparison.Ordinal);
        await tab.GoAsync("/?q=id:1001&model=builtin");
        await Assertions.Expect(model).ToHaveValueAsync("builtin");

        // The models are described, and chosen there as well.
        await tab.GoAsync("/?q=id:1001");
        // On a phone the button is in the opened box.
        if (!await tab.Page.Locator(".about-models").IsVisibleAsync())
            await tab.OpenBoxAsync();
        await tab.Page.Locator(".about-models").ClickAsync();
        var models = tab.Page.Locator("#models");
        await Assertions.Expect(models).ToContainTextAsync("Most of the picture.");
        await Assertions.Expect(models).ToContainTextAsync($"884 numbers per picture · {PerKind * Samples.Kinds} pictures indexed · licence: MIT");
        await Assertions.Expect(models.Locator("[aria-current]")).ToContainTextAsync("second");
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        Assert.Equal(0, await tab.OverflowAsync());
        await tab.AnsweredAsync(() => models.GetByRole(AriaRole.Link, new() { Name = "third" }).ClickAsync());
        await Assertions.Expect(models).ToBeHiddenAsync();
        await tab.GoAsync("/?q=id:1001");
        await Assertions.Expect(model).ToHaveValueAsync("third");
    }

    private static async Task ComparedAsync(Tab tab)
    {
        await tab.Page.GetByText("Compare models").ClickAsync();
        await tab.Page.WaitForURLAsync("**/duel?*");
        await Assertions.Expect(tab.Page.Locator("#a")).ToHaveValueAsync("third");
        await tab.Page.Locator("#b").SelectOptionAsync("second");
        await tab.Page.Locator("#c").SelectOptionAsync("builtin");
        await tab.Page.Locator("#label").SelectOptionAsync("kind");
        await tab.Page.Locator("#duel-count").SelectOptionAsync("12");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Compare", Exact = true }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".duel section")).ToHaveCountAsync(3);

        // The numbers are those of the lists.
        var lists = new List<string[]>();
        foreach (var key in (string[])["a", "b", "c"])
        {
            lists.Add(await tab.Page.EvaluateAsync<string[]>("key => [...document.querySelectorAll(`#side-${key} + ol > li`)].map(item => item.dataset.id)", key));
            var right = (await tab.MetadataAsync("kind", $"#side-{key} + ol > li")).Count(kind => kind == "flower");
            await Assertions.Expect(tab.Page.Locator($"[data-precision={key}]")).ToContainTextAsync($"{right} of 12");
        }
        await Assertions.Expect(tab.Page.Locator("[data-overlap=ac]")).ToContainTextAsync($"{lists[0].Intersect(lists[2]).Count()} of 12");
        await Assertions.Expect(tab.Page.Locator("[data-overlap=bc]")).ToContainTextAsync($"{lists[1].Intersect(lists[2]).Count()} of 12");

        // A picture is opened where it was clicked, and the address names that list.
        await tab.Page.Locator("#b-2 .picture").ClickAsync();
        Assert.EndsWith("&shown=b-2", tab.Page.Url, StringComparison.Ordinal);
        await tab.Page.GoBackAsync();
        await Assertions.Expect(tab.Page.Locator("#lightbox")).ToBeHiddenAsync();
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        Assert.Equal(0, await tab.OverflowAsync());
    }

    private static async Task WithoutScriptsAsync(Tab tab)
    {
        await tab.GoAsync("/");
        await tab.Page.Locator("#model").SelectOptionAsync("third");
        await tab.Page.FillAsync("#text", "1001");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await tab.GoAsync("/");
        await Assertions.Expect(tab.Page.Locator("#model")).ToHaveValueAsync("third");
        await tab.Page.Locator(".about-models").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#models")).ToBeVisibleAsync();
        await tab.Page.Locator("#models").GetByRole(AriaRole.Link, new() { Name = "second" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#model")).ToHaveValueAsync("second");
        Assert.Empty(tab.Problems);
    }
}
