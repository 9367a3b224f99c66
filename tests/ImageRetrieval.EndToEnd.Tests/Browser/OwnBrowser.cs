namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A browser for one class whose tests start systems of their own, so that the class runs beside the others.</summary>
public sealed class OwnBrowser : IAsyncLifetime
{
    private Chromium? _chromium;

    /// <summary>A page of its own at that portal, not yet at any address; only for tests that are skipped where there is no browser.</summary>
    internal async Task<Tab> OpenTabAsync(Uri portal, Screen screen, bool javaScript = true) =>
        await (_chromium ??= await Chromium.LaunchAsync()).OpenTabAsync(portal, screen, javaScript);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
    }
}
