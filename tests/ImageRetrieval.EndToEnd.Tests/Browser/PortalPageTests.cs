using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Collection, ingest, languages.</summary>
[Collection(RunningSystem.Name)]
public sealed class PortalPageTests(RunningSystem system)
{
    [ChromiumFact]
    public async Task The_collection_is_browsed_filtered_and_searched_by_id()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/collection");
        await Assertions.Expect(tab.Page.Locator("#total")).ToHaveTextAsync($"{RunningSystem.PictureCount} pictures in the collection");
        var first = await tab.IdsAsync();
        Assert.Equal(48, first.Length);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/collection?page=2");
        Assert.Empty(first.Intersect(await tab.IdsAsync()));

        await tab.Page.Locator(".filters summary").ClickAsync();
        await tab.Page.Locator("input[value='kind:castle'], input[value='kind:fish']").First.CheckAsync();
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("f=kind"));
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(3);

        await tab.Page.FillAsync("#id", "1001");
        await tab.Page.Locator("#id").PressAsync("Enter");
        await Assertions.Expect(tab.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("[?&]id=1001"));
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(1);
        await tab.Page.GetByText("More like this").First.ClickAsync();
        await tab.Page.WaitForURLAsync("**/?q=id:1001");
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_ingest_page_is_live_and_commands_the_worker()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        var stream = tab.Page.WaitForResponseAsync(response => response.Url.EndsWith("/ingest/stream", StringComparison.Ordinal));
        await tab.GoAsync("/ingest");
        Assert.Equal(200, (await stream).Status);
        await Assertions.Expect(tab.Page.Locator("#ingest[data-live=yes]")).ToBeVisibleAsync();
        await Assertions.Expect(tab.Page.Locator("#state-title")).ToHaveTextAsync("Done");
        await Assertions.Expect(tab.Page.Locator(".numbers").First).ToContainTextAsync($"{RunningSystem.PictureCount}");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#state-title")).ToHaveTextAsync("Paused");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#state-title")).ToHaveTextAsync("Done");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Retry all failed" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".notice")).ToHaveTextAsync("Retrying the failed pictures.");
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_language_is_switched_and_stays()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone with { Width = 360 });
        await tab.GoAsync("/?q=id:1001");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Français" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator(".answer-title")).ToContainTextAsync("images les plus semblables");
        Assert.Equal("fr", await tab.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
        foreach (var address in (string[])["/", "/collection", "/ingest"])
        {
            await tab.GoAsync(address);
            Assert.Equal("fr", await tab.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
            Assert.Equal(0, await tab.OverflowAsync());
        }
        Assert.Empty(tab.Problems);
    }
}
