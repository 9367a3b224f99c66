using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>Real photos are searched with, as people do it: brought, cropped, mixed, and through two models.</summary>
[Collection(RealSystem.Name)]
public sealed class RealSearchTests(RealSystem system)
{
    private const int Shown = 12;

    [RealPicturesFact]
    public async Task A_photo_that_is_not_in_the_collection_brings_its_own_class_and_the_learned_model_brings_more_of_it()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?n=12");
        var classic = await RightAsync(tab);
        await tab.GoAsync($"/?n=12&model={RealSystem.Learned}");
        var learned = await RightAsync(tab);

        // Drawn at random, .3 of the 12 pictures would be right.
        Assert.True(classic.Average() > 1.5, string.Join(' ', classic));
        Assert.True(learned.Average() > 2 * classic.Average(), string.Join(' ', learned));
        Assert.Empty(tab.Problems);
    }

    [RealPicturesFact]
    public async Task A_photo_of_the_collection_finds_itself_first_and_is_labelled_the_same()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync();
        var photo = Photos.Of("pagoda", 3);
        await tab.SearchAsync(photo.Path);
        Assert.Equal(photo.Id, (await tab.IdsAsync())[0]);
        await Assertions.Expect(tab.Hits.First.Locator(".likeness")).ToHaveAttributeAsync("data-likeness", "same");
        await Assertions.Expect(tab.Page.Locator(".answer-title")).ToHaveTextAsync("The 24 pictures most like your picture");
        Assert.Empty(tab.Problems);
    }

    [RealPicturesFact]
    public async Task A_crop_by_its_handle_searches_with_that_part_only()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.SearchAsync(Photos.NewOf("stop_sign").Path);
        var whole = await tab.IdsAsync();
        await tab.OpenBoxAsync();
        await tab.PictureWidthsAsync(".part img");
        var handle = tab.Page.Locator(".crop-handle[data-edge=nw]");
        var picture = (await tab.Page.Locator(".crop").BoundingBoxAsync())!;
        await handle.HoverAsync();
        await tab.Page.Mouse.DownAsync();
        await tab.Page.Mouse.MoveAsync(picture.X + (picture.Width / 2), picture.Y + (picture.Height / 2), new() { Steps = 4 });
        await tab.AnsweredAsync(() => tab.Page.Mouse.UpAsync());
        Assert.Matches(@"/\?q=0\.\d+,0\.\d+,0\.\d+,0\.\d+@up:", tab.Page.Url);
        await Assertions.Expect(tab.Page.Locator(".part")).ToContainTextAsync("25% of it is used");
        Assert.NotEqual(whole, await tab.IdsAsync());

        await tab.OpenBoxAsync();
        await tab.AnsweredAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "Whole picture" }).ClickAsync());
        Assert.Equal(whole, await tab.IdsAsync());
        Assert.Empty(tab.Problems);
    }

    [RealPicturesFact]
    public async Task Plus_brings_both_classes_and_minus_sends_one_away()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        var (wanted, other) = (Photos.Of("starfish"), Photos.Of("Motorbikes"));
        await tab.GoAsync($"/?q=id:{wanted.Id}&q=id:{other.Id}&model={RealSystem.Learned}&n={Shown}");
        var mixed = await LabelsAsync(tab);
        Assert.Equal((true, true), (mixed.Contains(wanted.Label), mixed.Contains(other.Label)));

        await tab.OpenBoxAsync();
        await tab.AnsweredAsync(() => tab.Page.Locator(".part").Nth(1).GetByText("Count as less").ClickAsync());
        await Assertions.Expect(tab.Page.Locator(".part.minus")).ToHaveAttributeAsync("data-part", $"-0.5*id:{other.Id}");
        var without = await LabelsAsync(tab);
        Assert.Equal((true, false), (without.Contains(wanted.Label), without.Contains(other.Label)));
        Assert.Empty(tab.Problems);
    }

    [RealPicturesFact]
    public async Task Without_scripts_a_photo_is_uploaded_and_answered()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone, javaScript: false);
        await tab.GoAsync();
        await tab.Page.SetInputFilesAsync("#file", Photos.Of("umbrella").Path);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await tab.Page.WaitForURLAsync("**/?q=up:*");
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(24);
        await Assertions.Expect(tab.Hits.First.Locator(".id")).ToContainTextAsync(Photos.Of("umbrella").Id);
        Assert.Empty(tab.Problems);
    }

    /// <summary>For one new photo of every fourth class: how many of the first 12 pictures show what it shows.</summary>
    private static async Task<int[]> RightAsync(Tab tab)
    {
        var right = new List<int>();
        foreach (var label in Photos.Labels.Where((_, i) => i % 4 == 0))
        {
            await tab.SearchAsync(Photos.NewOf(label).Path);
            right.Add((await LabelsAsync(tab)).Count(found => found == label));
        }
        return [.. right];
    }

    private static Task<string[]> LabelsAsync(Tab tab) => tab.MetadataAsync("label");
}
