using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The one box takes everything, and the crop takes mouse, finger and keys.</summary>
[Collection(RunningSystem.Name)]
public sealed class BoxTests(RunningSystem system)
{
    private const string Fish = "fish/fish-001.jpg";
    private const string FishId = "1002";

    /// <summary>Gives the page's listeners what a drop or a paste would carry.</summary>
    private const string Give = """
        async ({ type, base64, text }) => {
          const data = new DataTransfer();
          if (base64) data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], 'given.jpg', { type: 'image/jpeg' }));
          if (text) { data.setData('text/plain', text); data.setData('text/uri-list', text); }
          document.body.dispatchEvent(type === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        }
        """;

    [ChromiumTheory]
    [InlineData("drop")]
    [InlineData("paste")]
    public async Task A_picture_that_is_dropped_or_pasted_is_searched_with(string type)
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.AnsweredAsync(() => tab.Page.EvaluateAsync(Give, new { type, base64 = Convert.ToBase64String(File.ReadAllBytes(Samples.PathOf(Fish))) }));
        Assert.Equal(FishId, (await tab.IdsAsync())[0]);
        await Assertions.Expect(tab.Page.Locator(".part img")).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^blob:"));
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_picture_of_the_wall_can_be_dropped_and_an_id_or_an_address_typed()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        await tab.AnsweredAsync(() => tab.Page.EvaluateAsync(Give, new { type = "drop", text = new Uri(system.Portal, $"/images/{FishId}/original").ToString() }));
        Assert.EndsWith($"/?q=id:{FishId}", tab.Page.Url, StringComparison.Ordinal);

        await tab.Page.FillAsync("#text", "1001");
        await tab.AnsweredAsync(() => tab.Page.Keyboard.PressAsync("Enter"));
        Assert.EndsWith("/?q=id:1001&model=builtin", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Problems);

        await tab.Page.FillAsync("#text", "http://127.0.0.1/picture.jpg");
        var requests = tab.Requests.Count;
        await tab.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(tab.Page.Locator("#answer .problem")).ToContainTextAsync("Searching by web address is disabled");
        // The address has not left the page.
        Assert.Equal(requests, tab.Requests.Count);
    }

    [ChromiumFact]
    public async Task A_file_name_its_beginning_and_a_value_find_pictures_to_search_with()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        // The name of a single picture is enough to search with it.
        await tab.Page.FillAsync("#text", "FISH-001");
        await tab.AnsweredAsync(() => tab.Page.Keyboard.PressAsync("Enter"));
        Assert.Contains($"/?q=id:{FishId}", tab.Page.Url, StringComparison.Ordinal);

        await tab.Page.FillAsync("#text", "fish");
        await tab.AnsweredAsync(() => tab.Page.Keyboard.PressAsync("Enter"));
        Assert.Contains("/?find=fish", tab.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(tab.Page.Locator(".answer-title")).ToContainTextAsync("pictures with “fish” in their name or a value");
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        await FirstScreen.FitsAsync(tab);
        await tab.AnsweredAsync(() => tab.Page.Locator($".tile[data-id='{FishId}'] .picture").ClickAsync());
        Assert.Contains($"/?q=id:{FishId}", tab.Page.Url, StringComparison.Ordinal);
        await tab.ShowsAnswerAsync();

        await tab.Page.FillAsync("#text", "a dog on a beach");
        await tab.AnsweredAsync(() => tab.Page.Keyboard.PressAsync("Enter"));
        await Assertions.Expect(tab.Page.Locator("#answer")).ToContainTextAsync("such as CLIP");
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_whole_page_shows_that_a_picture_can_be_dropped()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        await tab.Page.EvaluateAsync("() => document.querySelector('h1.answer-title').dispatchEvent(new DragEvent('dragenter', { bubbles: true, cancelable: true }))");
        var drop = tab.Page.Locator("#drop");
        await Assertions.Expect(drop).ToHaveTextAsync("Drop to search with this picture");
        Assert.Equal(Screen.Desk.Width, (await drop.BoundingBoxAsync())!.Width);
        await tab.Page.EvaluateAsync("() => document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true }))");
        await Assertions.Expect(drop).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task The_camera_takes_a_picture()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        await tab.Page.ClickAsync("#camera");
        var take = tab.Page.Locator("#camera-sheet [data-take]");
        await Assertions.Expect(take).ToBeEnabledAsync();
        Assert.Empty(await Axe.CheckAsync(tab.Page));
        await tab.AnsweredAsync(() => take.ClickAsync());
        await Assertions.Expect(tab.Hits).ToHaveCountAsync(24);
        await Assertions.Expect(tab.Page.Locator("#camera-sheet")).ToBeHiddenAsync();
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task A_large_photo_is_uploaded_as_a_smaller_copy_and_as_the_original_on_request()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync();
        // Drawn in the page: noise, so that it stays large.
        var photo = await tab.Page.EvaluateAsync<string>("""
            async () => {
              const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 }), context = canvas.getContext('2d');
              const small = new ImageData(300, 225); let seed = 1;
              for (let i = 0; i < small.data.length; i++) small.data[i] = i % 4 === 3 ? 255 : (seed = seed * 1103515245 + 12345 & 0x7fffffff) >> 16;
              for (let x = 0; x < 2400; x += 300) for (let y = 0; y < 1800; y += 225) context.putImageData(small, x, y);
              return canvas.toDataURL('image/jpeg', .95).split(',')[1];
            }
            """);
        var bytes = Convert.FromBase64String(photo);
        await tab.AnsweredAsync(() => tab.Page.SetInputFilesAsync("#file", new FilePayload { Name = "photo.jpg", MimeType = "image/jpeg", Buffer = bytes }));
        await Assertions.Expect(tab.Page.Locator("#note")).ToContainTextAsync("A smaller copy (1,600 × 1,200 pixels) was sent.");
        Assert.InRange(await KeptBytesAsync(tab), 1, bytes.Length - 1);
        await tab.AnsweredAsync(() => tab.Page.Locator("#note button").ClickAsync());
        Assert.Equal(bytes.Length, await KeptBytesAsync(tab));
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task Several_pictures_are_one_search()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        await tab.OpenBoxAsync();
        await tab.Page.CheckAsync("#add");
        await tab.AnsweredAsync(() => tab.Page.SetInputFilesAsync("#file", [Samples.PathOf(Fish), Samples.PathOf("planet/planet-001.jpg")]));
        await Assertions.Expect(tab.Page.Locator(".part")).ToHaveCountAsync(3);
        await Assertions.Expect(tab.Page.Locator("#add")).Not.ToBeCheckedAsync();
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_crop_follows_the_mouse_and_is_undone_by_one_click()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        var whole = await tab.IdsAsync();
        var handle = await CornerAsync(tab, "se");
        await tab.Page.Mouse.MoveAsync(handle.X, handle.Y);
        await tab.Page.Mouse.DownAsync();
        var picture = await BoxAsync(tab, ".crop");
        var live = tab.Page.WaitForResponseAsync(response => response.Url.Contains("@id:1001", StringComparison.Ordinal));
        await tab.Page.Mouse.MoveAsync(picture.X + (picture.Width * .6f), picture.Y + (picture.Height * .5f), new() { Steps = 4 });
        // Results come while the button is still down.
        await live;
        await tab.AnsweredAsync(() => tab.Page.Mouse.UpAsync());
        Assert.Matches(@"/\?q=0,0,0\.\d+,0\.\d+@id:1001$", tab.Page.Url);
        await Assertions.Expect(tab.Page.Locator(".part")).ToContainTextAsync("of it is used");
        await tab.AnsweredAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = "Whole picture" }).ClickAsync());
        Assert.Equal(whole, await tab.IdsAsync());
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_crop_is_moved_by_arrow_keys_and_escape_gives_the_whole_picture()
    {
        await using var tab = await system.OpenTabAsync(Screen.Desk);
        await tab.GoAsync("/?q=id:1001");
        await tab.OpenBoxAsync();
        await tab.Page.Locator(".crop-handle[data-edge=nw]").FocusAsync();
        await tab.AnsweredAsync(async () =>
        {
            await tab.Page.Keyboard.PressAsync("Shift+ArrowRight");
            await tab.Page.Keyboard.PressAsync("Shift+ArrowDown");
        });
        Assert.EndsWith("/?q=0.1,0.1,0.9,0.9@id:1001", tab.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(tab.Page.Locator(".crop-handle[data-edge=nw]")).ToBeFocusedAsync();
        await tab.AnsweredAsync(() => tab.Page.Keyboard.PressAsync("Escape"));
        Assert.EndsWith("/?q=id:1001", tab.Page.Url, StringComparison.Ordinal);
    }

    [ChromiumFact]
    public async Task The_crop_follows_a_finger()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync("/?q=id:1001");
        await CornerAsync(tab, "nw");
        var picture = await BoxAsync(tab, ".crop");
        var session = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        Task TouchAsync(string type, params float[][] points) => session.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type, ["touchPoints"] = points.Select(point => new { x = point[0], y = point[1] }).ToArray(),
        });
        await TouchAsync("touchStart", [picture.X + (picture.Width * .2f), picture.Y + (picture.Height * .2f)]);
        await TouchAsync("touchMove", [picture.X + (picture.Width * .5f), picture.Y + (picture.Height * .5f)]);
        await TouchAsync("touchMove", [picture.X + (picture.Width * .8f), picture.Y + (picture.Height * .8f)]);
        await tab.AnsweredAsync(() => TouchAsync("touchEnd"));
        Assert.Matches(@"/\?q=0\.2\d*,0\.2\d*,0\.6\d*,0\.6\d*@id:1001$|/\?q=0\.(?:19|2)\d*,0\.(?:19|2)\d*,0\.(?:59|6)\d*,0\.(?:59|6)\d*@id:1001$", tab.Page.Url);
        Assert.Empty(tab.Problems);
    }

    private static async Task<(float X, float Y)> CornerAsync(Tab tab, string edge)
    {
        await tab.OpenBoxAsync();
        var handle = tab.Page.Locator($".crop-handle[data-edge={edge}]");
        await handle.WaitForAsync();
        await tab.PictureWidthsAsync(".part img");
        await tab.Page.WaitForFunctionAsync("() => document.querySelector('.crop').clientWidth > 50");
        var box = (await handle.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(Tab tab, string selector) => (await tab.Page.Locator(selector).BoundingBoxAsync())!;

    /// <summary>How many bytes the Portal keeps of the picture that is searched with.</summary>
    private static async Task<int> KeptBytesAsync(Tab tab) =>
        await tab.Page.EvaluateAsync<int>("async () => (await (await fetch('/uploads/' + document.querySelector('.part').dataset.part.slice(3))).arrayBuffer()).byteLength");
}
