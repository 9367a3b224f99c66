namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A portal over a generated Api, and a browser; started once for the tests of a class.</summary>
public abstract class GeneratedPortal : IAsyncLifetime
{
    private GeneratedApi? _api;
    private PortalAlone? _portal;
    private Chromium? _chromium;

    private protected abstract Task<GeneratedApi> StartApiAsync();

    internal Task<Tab> OpenTabAsync(Screen screen, bool javaScript = true) => _chromium!.OpenTabAsync(_portal!.Address, screen, javaScript);

    public async Task InitializeAsync()
    {
        if (Chromium.Missing is not null)
            return;
        _api = await StartApiAsync();
        _portal = await _api.StartPortalAsync();
        _chromium = await Chromium.LaunchAsync();
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        if (_portal is not null)
            await _portal.DisposeAsync();
        if (_api is not null)
            await _api.DisposeAsync();
    }
}
