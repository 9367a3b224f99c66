namespace ImageRetrieval.Collection.Embedded.Publishing;

/// <summary>Which snapshot of a model stays in use although there are newer ones: its version, in a file that is replaced by a rename.</summary>
internal sealed class SnapshotPin(DataLayout layout, string model)
{
    // Nothing that is longer is a version.
    private const int MostCharacters = 32;

    private readonly string _path = layout.PinOf(model);

    /// <summary>The pinned version, which may no longer exist; null when none is pinned.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal string? Read()
    {
        try
        {
            using var reader = new StreamReader(_path);
            var text = new char[MostCharacters];
            var version = text.AsSpan(0, reader.ReadBlock(text)).Trim().ToString();
            return version.Length > 0 ? version : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <param name="version">The version; null removes the pin.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    internal void Write(string? version)
    {
        if (version is null)
        {
            if (File.Exists(_path))
                File.Delete(_path);
            return;
        }
        File.WriteAllText(_path + ".new", version);
        File.Move(_path + ".new", _path, overwrite: true);
    }
}
