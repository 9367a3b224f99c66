using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>The whole system with real photos, indexed by the built-in model and by a learned one, and a browser; started once.</summary>
public sealed class RealSystem : IAsyncLifetime
{
    public const string Name = "the system with real pictures";
    public const string Learned = "mobilenetv2";

    private readonly TemporaryFolder _folder = new();
    private PictureServer? _pictures;
    private WholeSystem? _system;
    private Chromium? _chromium;

    /// <summary>Why no test can use it; null: it can be started.</summary>
    public static string? Missing => SharedData.Missing ?? Chromium.Missing;

    internal Uri Portal { get; private set; } = null!;

    internal Task<Tab> OpenTabAsync(Screen screen, bool javaScript = true) => _chromium!.OpenTabAsync(Portal, screen, javaScript);

    public async Task InitializeAsync()
    {
        if (Missing is not null)
            return;
        _pictures = await PictureServer.StartAsync();
        var models = Path.Combine(SharedData.RepositoryRoot, "benchmarks", "ImageRetrieval.Evaluation", "shared-models.json");
        _system = await WholeSystem.StartAsync(_folder.Path, ["--csv", Photos.Serve(_folder, _pictures), "--models", "builtin," + Learned, "--model-list", models]);
        _chromium = await Chromium.LaunchAsync();
        await _system.WholeListSearchableAsync();
        Portal = _system.Portal;
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
            await _chromium.DisposeAsync();
        if (_system is not null)
            await _system.DisposeAsync();
        if (_pictures is not null)
            await _pictures.DisposeAsync();
        _folder.Dispose();
    }
}

[CollectionDefinition(RealSystem.Name)]
public sealed class SharedRealSystem : ICollectionFixture<RealSystem>;
