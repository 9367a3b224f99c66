using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>What is done with real results: narrowed, looked at, compared, exported; and the collection itself.</summary>
[Collection(RealSystem.Name)]
public sealed class RealResultTests(RealSystem system)
{
    private static readonly string s_query = $"/?q=id:{Photos.Of("lotus").Id}";

    [RealPicturesFact]
    public async Task Filters_count_the_classes_and_leave_only_what_passes()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync(s_query);
        await tab.Page.Locator(".filters summary").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("fieldset[data-key=label] input[value^='label:']")).ToHaveCountAsync(Photos.Labels.Count);
        var value = tab.Page.Locator("label.check", new() { Has = tab.Page.Locator("input[value='label:barrel']") });
        await Assertions.Expect(value.Locator("small")).ToContainTextAsync($" / {Photos.PerLabel}"); // among the results, and in the collection
        await tab.AnsweredAsync(() => value.Locator("input").CheckAsync());
        Assert.Equal(Enumerable.Repeat("barrel", Photos.PerLabel), await tab.MetadataAsync("label"));

        await tab.Page.Locator("input[name='to.kilobytes']").FillAsync("12");
        await tab.AnsweredAsync(() => tab.Page.Keyboard.PressAsync("Tab"));
        Assert.EndsWith("&f=label:barrel&r=kilobytes:..12", tab.Page.Url, StringComparison.Ordinal);
        var expected = Enumerable.Range(0, Photos.PerLabel).Select(i => Photos.Of("barrel", i)).Where(photo => new FileInfo(photo.Path).Length / 1000 <= 12).Select(photo => photo.Id);
        Assert.Equal(expected, (await tab.IdsAsync()).Order(StringComparer.Ordinal));
        Assert.Empty(tab.Problems);
    }

    [RealPicturesFact]
    public async Task The_minimum_similarity_leaves_nothing_and_suggests_how_to_continue()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync(s_query);
        var slider = tab.Page.Locator("#min");
        await slider.EvaluateAsync("s => { s.value = .99; s.dispatchEvent(new Event('input', { bubbles: true })); }");
        await Assertions.Expect(tab.Page.Locator("#min-out")).ToContainTextAsync("0 of 24");
        await tab.AnsweredAsync(() => slider.EvaluateAsync("s => s.dispatchEvent(new Event('change', { bubbles: true }))"));
        await Assertions.Expect(tab.Page.Locator(".answer-title")).ToHaveTextAsync("No results");
        await tab.AnsweredAsync(() => tab.Page.GetByText("Search without a minimum").ClickAsync());
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(24);
        Assert.Empty(tab.Problems);
    }

    [RealPicturesFact]
    public async Task The_lightbox_shows_the_photo_itself_and_the_query_beside_it()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync(s_query);
        var light = tab.Page.Locator("#lightbox");
        await tab.Hits.First.Locator(".picture").ClickAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(light.Locator("[data-position]")).ToHaveTextAsync("2 of 24");
        await Assertions.Expect(light.Locator(".facts")).ToContainTextAsync((await tab.MetadataAsync("label"))[1]);
        await tab.Page.Keyboard.PressAsync("c");
        Assert.DoesNotContain(0, await tab.PictureWidthsAsync("#lightbox img"));
        var original = await light.Locator("[data-act=download]").GetAttributeAsync("href");
        Assert.EndsWith(original!, await light.Locator(".shown img").EvaluateAsync<string>("i => i.currentSrc"), StringComparison.Ordinal);
        Assert.Empty(tab.Problems);
    }

    [RealPicturesFact]
    public async Task Selected_photos_leave_with_their_class_and_their_own_bytes()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync(s_query);
        var ids = (await tab.IdsAsync())[..2];
        await tab.Hits.Nth(0).Locator(".pick input").CheckAsync();
        await tab.Hits.Nth(1).Locator(".pick input").CheckAsync();
        var photos = ids.Select(id => Photos.Indexed.Single(photo => photo.Id == id)).ToArray();

        using var json = JsonDocument.Parse(await tab.DownloadAsync("JSON"));
        Assert.Equal(ids, json.RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
        var csv = System.Text.Encoding.UTF8.GetString(await tab.DownloadAsync("CSV"));
        Assert.All(photos, photo => Assert.Contains(photo.Label, csv, StringComparison.Ordinal));

        using var zip = new ZipArchive(new MemoryStream(await tab.DownloadAsync("ZIP")));
        var digests = zip.Entries.Select(entry => { using var bytes = entry.Open(); return Convert.ToHexStringLower(SHA256.HashData(bytes)); }).ToArray();
        Assert.All(photos, photo => Assert.Contains(photo.Sha256, digests));
        Assert.Empty(tab.Problems);
    }

    [RealPicturesFact]
    public async Task A_comparison_shows_what_both_models_found_and_the_learned_one_finds_more()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync($"{s_query}&n=12");
        await tab.Page.GetByText("Compare models").ClickAsync();
        await tab.Page.WaitForURLAsync("**/duel?*");
        var (left, right) = (await SideAsync(tab, "a"), await SideAsync(tab, "b"));
        Assert.Equal((12, 12), (left.Ids.Length, right.Ids.Length));
        Assert.True(right.Labels.Count(IsLotus) > left.Labels.Count(IsLotus), $"{string.Join(' ', left.Labels)} | {string.Join(' ', right.Labels)}");
        var both = left.Ids.Intersect(right.Ids).Count();
        Assert.Equal(2 * both, await tab.Page.Locator(".duel li.agreed").CountAsync());
        Assert.Equal(24 - (2 * both), await tab.Page.Locator(".duel li.alone").CountAsync());
        Assert.Equal(both, await tab.Page.Locator(".ties path").CountAsync());
        Assert.Empty(tab.Problems);

        static bool IsLotus(string label) => label == "lotus";
    }

    [RealPicturesFact]
    public async Task The_lines_of_a_duel_tie_what_both_found_whatever_the_width_and_follow_pointer_and_focus()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync($"/duel?{s_query[2..]}&n=24");
        // A level line has no height, and is not "visible" for that.
        await Assertions.Expect(tab.Page.Locator(".ties path")).Not.ToHaveCountAsync(0);
        await TiedAsync(tab);
        await tab.Page.SetViewportSizeAsync(900, 700);
        await TiedAsync(tab);
        await tab.Page.EvaluateAsync("() => { document.documentElement.dir = 'rtl'; }");
        await tab.Page.SetViewportSizeAsync(1100, 700);
        await TiedAsync(tab);

        await tab.Page.Locator("#side-a + ol .agreed").First.HoverAsync();
        await Assertions.Expect(tab.Page.Locator(".duel .linked")).ToHaveCountAsync(3);
        await tab.Page.Mouse.MoveAsync(1, 1);
        await tab.Page.Locator("#side-b + ol .agreed").Last.Locator(".twin").FocusAsync();
        await Assertions.Expect(tab.Page.Locator("#side-b + ol .agreed").Last).ToHaveClassAsync("agreed linked");
        await Assertions.Expect(tab.Page.Locator(".ties .linked")).ToHaveCountAsync(1);
        await tab.Page.SetViewportSizeAsync(390, 844);
        await Assertions.Expect(tab.Page.Locator(".ties")).ToBeHiddenAsync();
        Assert.Empty(tab.Problems);
    }

    /// <summary>Waits until each line begins and ends, to half a pixel, where its two pictures' frames face each other.</summary>
    private static async Task TiedAsync(Tab tab) => await tab.Page.WaitForFunctionAsync("""
        () => {
          const frame = document.querySelector('.duel').getBoundingClientRect(), near = (a, b) => Math.abs(a - b) < .5;
          const lefts = [...document.querySelectorAll('#side-a + ol .agreed')], lines = [...document.querySelectorAll('.ties path')];
          return lines.length === lefts.length && lines.every((line, i) => {
            const a = lefts[i].getBoundingClientRect(), b = document.querySelector(`#side-b + ol [data-id="${lefts[i].dataset.id}"]`).getBoundingClientRect();
            const from = line.getPointAtLength(0), to = line.getPointAtLength(line.getTotalLength());
            return near(from.x + frame.left, a.left < b.left ? a.right : a.left) && near(from.y + frame.top, a.top + a.height / 2)
                && near(to.x + frame.left, a.left < b.left ? b.left : b.right) && near(to.y + frame.top, b.top + b.height / 2);
          });
        }
        """);

    [RealPicturesFact]
    public async Task The_collection_is_browsed_by_page_class_and_id()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/collection");
        await Assertions.Expect(tab.Page.Locator("#total")).ToHaveTextAsync($"{Photos.Indexed.Count} pictures in the collection");
        Assert.DoesNotContain(0, await tab.PictureWidthsAsync("#answer li:nth-child(-n+12) img"));
        await tab.Page.Locator(".filters summary").ClickAsync();
        await tab.Page.Locator("input[value='label:brain']").CheckAsync();
        await tab.Page.WaitForURLAsync("**f=label*");
        Assert.Equal(Enumerable.Range(0, Photos.PerLabel).Select(i => Photos.Of("brain", i).Id), (await tab.IdsAsync()).Order(StringComparer.Ordinal));

        await tab.Page.FillAsync("#id", Photos.Of("brain").Id);
        await tab.Page.Locator("#id").PressAsync("Enter");
        await tab.Page.WaitForURLAsync("**id=photo*");
        Assert.Equal([Photos.Of("brain").Id], await tab.IdsAsync());
        Assert.Empty(tab.Problems);
    }

    private static async Task<(string[] Ids, string[] Labels)> SideAsync(Tab tab, string key) =>
        (await tab.Page.EvaluateAsync<string[]>("key => [...document.querySelectorAll(`#side-${key} + ol > li`)].map(item => item.dataset.id)", key),
         await tab.MetadataAsync("label", $"#side-{key} + ol > li"));
}
