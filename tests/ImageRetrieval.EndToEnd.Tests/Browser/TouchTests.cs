using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>What phones have and desks do not: a share sheet, and two cameras.</summary>
[Collection(RunningSystem.Name)]
public sealed class TouchTests(RunningSystem system)
{
    [ChromiumFact]
    public async Task A_link_is_shared_by_the_device_where_it_can_and_copied_elsewhere()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await tab.Page.AddInitScriptAsync("navigator.share = async data => { window.shared = data; };");
        await tab.GoAsync("/?q=id:1001&n=12");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Share" }).First.ClickAsync();
        Assert.Equal(tab.Page.Url, await tab.Page.EvaluateAsync<string>("() => window.shared.url"));
        await tab.Hits.Nth(1).Locator(".picture").ClickAsync();
        await tab.Page.Locator("#lightbox [data-act=copy]").ClickAsync();
        Assert.Equal(tab.Page.Url, await tab.Page.EvaluateAsync<string>("() => window.shared.url"));
        Assert.Contains("&shown=", tab.Page.Url, StringComparison.Ordinal);

        // What the device does not share is copied; a sheet that was closed is not.
        await tab.Page.EvaluateAsync("() => { navigator.share = async () => { throw new DOMException('', 'NotAllowedError'); }; }");
        await tab.Page.Locator("#lightbox [data-act=copy]").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#announce")).ToHaveTextAsync("Link copied.");
        Assert.Equal(tab.Page.Url, await tab.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_camera_is_switched_where_there_are_two()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        await tab.GoAsync();
        await tab.Page.ClickAsync("#camera");
        var other = tab.Page.GetByRole(AriaRole.Button, new() { Name = "Switch camera" });
        await Assertions.Expect(tab.Page.Locator("[data-take]")).ToBeEnabledAsync();
        var first = await CameraAsync(tab);
        await other.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("[data-take]")).ToBeEnabledAsync();
        await Assertions.Expect(other).ToBeFocusedAsync();
        Assert.NotEqual(first, await CameraAsync(tab));
        await tab.AnsweredAsync(() => tab.Page.Locator("[data-take]").ClickAsync());
        await tab.ShowsAnswerAsync();
        Assert.Empty(tab.Problems);
    }

    [ChromiumFact]
    public async Task The_front_camera_is_shown_as_in_a_mirror_and_one_camera_has_no_switch()
    {
        await using var tab = await system.OpenTabAsync(Screen.Phone);
        // A phone whose cameras say where they look; the tests' own do not.
        await tab.Page.AddInitScriptAsync("""
            const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
            window.asked = [];
            navigator.mediaDevices.getUserMedia = async ({ video: { facingMode, deviceId, ...others } }) => {
              window.asked.push(facingMode);
              const stream = await open({ video: others }), [track] = stream.getVideoTracks();
              const settings = track.getSettings.bind(track);
              track.getSettings = () => ({ ...settings(), facingMode });
              return stream;
            };
            """);
        await tab.GoAsync();
        await tab.Page.ClickAsync("#camera");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Switch camera" }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("video.mirrored")).ToBeVisibleAsync();
        Assert.Equal(["environment", "user"], await tab.Page.EvaluateAsync<string[]>("() => window.asked"));
        await tab.Page.Keyboard.PressAsync("Escape");

        await tab.Page.EvaluateAsync("() => { navigator.mediaDevices.enumerateDevices = async () => [{ kind: 'videoinput', deviceId: 'only' }]; }");
        await tab.Page.ClickAsync("#camera");
        await Assertions.Expect(tab.Page.Locator("[data-take]")).ToBeEnabledAsync();
        await Assertions.Expect(tab.Page.Locator("[data-other]")).ToBeHiddenAsync();
        Assert.Empty(tab.Problems);
    }

    private static Task<string> CameraAsync(Tab tab) => tab.Page.EvaluateAsync<string>("() => document.querySelector('video').srcObject.getVideoTracks()[0].label");
}
