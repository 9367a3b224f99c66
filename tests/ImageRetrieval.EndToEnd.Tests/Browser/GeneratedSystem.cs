using System.Globalization;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>The whole system with more than a thousand generated pictures, with columns of few and of many values, and a browser.</summary>
public sealed class GeneratedSystem : IAsyncLifetime
{
    public const string Name = "the generated collection";

    /// <summary>More than the largest number of results.</summary>
    public const int PictureCount = 1_040;

    public const int Kinds = 41;

    /// <summary>More than the filters list.</summary>
    public const int Artists = 260;

    private readonly TemporaryFolder _folder = new();
    private PictureServer? _pictures;
    private WholeSystem? _system;
    private Chromium? _chromium;

    internal async Task<Tab> OpenTabAsync(Screen screen, bool javaScript = true) =>
        await (_chromium ??= await Chromium.LaunchAsync()).OpenTabAsync(_system!.Portal, screen, javaScript);

    public async Task InitializeAsync()
    {
        if (Chromium.Missing is not null)
            return;
        _pictures = await PictureServer.StartAsync();
        var rows = Enumerable.Range(1, PictureCount).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{_pictures.Add($"p{i}.png", TestImages.Random(i, 60, i % 2 == 0 ? 40 : 60))},{i},kind {(i % Kinds) + 1},artist {(i % Artists) + 1},{(i * 7 % 1000) / 10d:0.0}"));
        var csv = _folder.File("pictures.csv");
        await File.WriteAllLinesAsync(csv, rows.Prepend("url,id,kind,artist,price"));
        _system = await WholeSystem.StartAsync(_folder.Path, ["--csv", csv, "--models", "builtin"]);
        await _system.WholeListSearchableAsync();
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

[CollectionDefinition(GeneratedSystem.Name)]
public sealed class SharedGeneratedSystem : ICollectionFixture<GeneratedSystem>;
