using Microsoft.Playwright;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The machine's own Chromium, driven by Playwright; no browser is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string? s_path = Find();

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Why no test can use it; null: it is there.</summary>
    public static string? Missing => s_path is not null ? null
        : $"None of {string.Join(", ", s_names)} is on PATH (Debian: apt install chromium): the portal was NOT looked at in a browser.";

    public static async Task<Chromium> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout(Tab.LimitMilliseconds);
        var playwright = await Playwright.CreateAsync();
        try
        {
            return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = s_path,
                // Chromium's sandbox does not work for root, as whom containers run tests.
                ChromiumSandbox = !Environment.IsPrivilegedProcess,
                // The two cameras of the tests are drawn ones.
                Args = ["--disable-gpu", "--disable-background-networking", "--no-first-run", "--use-fake-device-for-media-stream=device-count=2", "--use-fake-ui-for-media-stream"],
            }));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A page with a profile of its own.</summary>
    public async Task<Tab> OpenTabAsync(Uri site, Screen screen, bool javaScript = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.Scheme,
            // A finger instead of a mouse, and a viewport that obeys the page's meta tag.
            IsMobile = screen.IsPhone,
            HasTouch = screen.IsPhone,
            DeviceScaleFactor = screen.IsPhone ? 2 : 1,
            JavaScriptEnabled = javaScript,
            Locale = "en-GB",
        });
        return new Tab(context, await context.NewPageAsync(), site);
    }

    /// <summary>The browser's processes, as it describes them.</summary>
    public async Task<System.Text.Json.JsonElement> ProcessesAsync() =>
        (await (await _browser.NewBrowserCDPSessionAsync()).SendAsync("SystemInfo.getProcessInfo"))!.Value;

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
