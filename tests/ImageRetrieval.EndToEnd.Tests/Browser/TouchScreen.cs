using System.Text.Json;
using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Fingers on the screen of a page; Playwright itself only taps.</summary>
internal sealed class TouchScreen
{
    private const int Steps = 8;

    private readonly ICDPSession _session;

    private TouchScreen(ICDPSession session) => _session = session;

    public static async Task<TouchScreen> OnAsync(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

    /// <summary>Puts fingers down, moves them in straight lines, and lifts them.</summary>
    public async Task MoveAsync((float X, float Y)[] from, (float X, float Y)[] to)
    {
        await SendAsync("touchStart", from);
        for (var step = 1; step <= Steps; step++)
            await SendAsync("touchMove", [.. from.Zip(to, (start, end) => (start.X + ((end.X - start.X) * step / Steps), start.Y + ((end.Y - start.Y) * step / Steps)))]);
        await SendAsync("touchEnd", []);
    }

    private Task<JsonElement?> SendAsync(string type, (float X, float Y)[] fingers) => _session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
    {
        ["type"] = type,
        ["touchPoints"] = JsonSerializer.SerializeToElement(fingers.Select((finger, id) => new { x = finger.X, y = finger.Y, id })),
    });
}
