namespace ImageRetrieval.Worker.Download;

/// <summary>Downloaded bytes in a file that does not have its name yet: it gets it when they are on disk.</summary>
/// <param name="Path">Where they are.</param>
/// <param name="Final">Where they belong.</param>
internal sealed record IncomingFile(string Path, string Final)
{
    internal void GiveName() => File.Move(Path, Final, overwrite: true);

    internal void Delete() => File.Delete(Path);
}
