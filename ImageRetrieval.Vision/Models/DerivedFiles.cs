namespace ImageRetrieval.Vision.Models;

/// <summary>
/// The location of files that are derived from weights and can be created again: graphs without their classifier, optimised
/// graphs. They are read from the models' folder as well as from the folder for new files, so a folder that another process
/// has filled may be read-only. Thread-safe.
/// </summary>
internal sealed class DerivedFiles
{
    private readonly string _userCache;
    private readonly Lazy<(string? Folder, string? Note)> _place;

    /// <param name="modelsFolder">The folder of the weights.</param>
    /// <param name="cacheFolder">The folder for new files; null for the models' folder, or the user's cache when that is read-only.</param>
    /// <param name="userCache">The user's cache; null takes the system's.</param>
    internal DerivedFiles(string modelsFolder, string? cacheFolder = null, string? userCache = null)
    {
        ModelsFolder = Path.GetFullPath(modelsFolder);
        CacheFolder = string.IsNullOrWhiteSpace(cacheFolder) ? null : Path.GetFullPath(cacheFolder);
        _userCache = userCache ?? UserCache();
        _place = new(Choose);
    }

    internal string ModelsFolder { get; }

    /// <summary>The configured folder for new files; null when there is none.</summary>
    internal string? CacheFolder { get; }

    /// <summary>Where new files are stored, in one sentence, when that is neither the models' folder nor the configured one; otherwise null, also before the first file.</summary>
    internal string? Note => _place.IsValueCreated ? _place.Value.Note : null;

    /// <summary>The files of that name that exist, the ones beside the weights first.</summary>
    internal IEnumerable<string> Find(string name) =>
        new[] { ModelsFolder, CacheFolder ?? _userCache }.Select(folder => Path.Combine(folder, name)).Where(File.Exists);

    /// <summary>Where a new file of that name is to be written, in a folder that exists; null when it must stay in memory.</summary>
    /// <exception cref="ModelException">The folder that the options name cannot be written.</exception>
    internal string? PlaceFor(string name)
    {
        if (_place.Value.Folder is not { } folder)
            return null;
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private (string? Folder, string? Note) Choose()
    {
        if (CacheFolder is not null)
        {
            return FolderProbe.WhyNotWritable(CacheFolder) is { } wrong
                ? throw new ModelException(ModelError.CacheNotWritable, $"Vision:CacheFolder is '{CacheFolder}', which cannot be written ({wrong}): name another folder, or none.")
                : (CacheFolder, null);
        }
        if (FolderProbe.WhyNotWritable(ModelsFolder) is not { } reason)
            return (ModelsFolder, null);
        return FolderProbe.WhyNotWritable(_userCache) is { } second
            ? (null, $"Neither '{ModelsFolder}' ({reason}) nor '{_userCache}' ({second}) can be written, so what is made from the weights stays in memory and is made again at every start: name a folder in Vision:CacheFolder.")
            : (_userCache, $"'{ModelsFolder}' cannot be written ({reason}), so what is made from the weights is kept in '{_userCache}'; Vision:CacheFolder names another folder.");
    }

    // Not the temporary folder: others may write there, and these files are trusted when they are loaded.
    private static string UserCache()
    {
        var folder = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");
        return Path.Combine(folder, "imageretrieval", "models");
    }
}
