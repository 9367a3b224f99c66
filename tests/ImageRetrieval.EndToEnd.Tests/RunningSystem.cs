using ImageRetrieval.EndToEnd.Tests.Browser;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>The whole system with some of the sample pictures, and a browser; started once for all tests of the collection.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    public const string Name = "the running system";

    // A screenshot is to show what a newcomer sees: every sample. The tests need a few of each kind.
    private static readonly int s_perKind = ScreenshotFactAttribute.Folder is null ? 3 : 22;

    private readonly TemporaryFolder _folder = new();
    private PictureServer? _pictures;
    private WholeSystem? _system;
    private Task<Chromium>? _chromium;

    /// <summary>Where the Api is.</summary>
    internal Uri Api { get; private set; } = null!;

    /// <summary>Where the Portal is.</summary>
    internal Uri Portal { get; private set; } = null!;

    internal static int PictureCount => s_perKind * Samples.Kinds;

    /// <summary>The browser; only for tests that are skipped where there is none.</summary>
    internal Task<Chromium> ChromiumAsync() => _chromium ??= Chromium.LaunchAsync();

    /// <summary>A page of its own in a window like that, not yet at any address.</summary>
    internal async Task<Tab> OpenTabAsync(Screen screen, bool javaScript = true) => await (await ChromiumAsync()).OpenTabAsync(Portal, screen, javaScript);

    public async Task InitializeAsync()
    {
        _pictures = await PictureServer.StartAsync();
        _system = await WholeSystem.StartAsync(_folder.Path, ["--csv", Samples.Serve(_folder, _pictures, s_perKind), "--models", "builtin"]);
        await _system.SearchableAsync();
        (Api, Portal) = (_system.Api, _system.Portal);
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
            await (await _chromium).DisposeAsync();
        if (_system is not null)
            await _system.DisposeAsync();
        if (_pictures is not null)
            await _pictures.DisposeAsync();
        _folder.Dispose();
    }
}

[CollectionDefinition(RunningSystem.Name)]
public sealed class SharedRunningSystem : ICollectionFixture<RunningSystem>;
