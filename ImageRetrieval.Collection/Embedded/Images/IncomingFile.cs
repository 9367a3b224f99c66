namespace ImageRetrieval.Collection.Embedded.Images;

/// <summary>Downloaded bytes in a file that gets its name only when they are on disk. Not thread-safe.</summary>
/// <param name="path">Where they are.</param>
/// <param name="final">Where they belong.</param>
internal sealed class IncomingFile(string path, string final)
{
    /// <summary>Where the bytes are before they have their name.</summary>
    internal string Path => path;

    /// <summary>Their name.</summary>
    internal string Final => final;

    /// <summary>Whether they have it: an outcome that is delivered twice names its file once.</summary>
    internal bool IsNamed { get; private set; }

    internal void GiveName()
    {
        if (IsNamed)
            return;
        File.Move(path, final, overwrite: true);
        IsNamed = true;
    }

    internal void Delete() => File.Delete(path);
}
