namespace ImageRetrieval.Worker.UrlList;

/// <summary>Paths without symbolic links: a link inside an allowed folder must not lead out of it, and the target of a list's name may change.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The path that a name leads to, through all links; a missing part stays as it is.</summary>
    /// <exception cref="IOException">The links form a circle, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be read.</exception>
    internal static string Of(string path)
    {
        path = Path.GetFullPath(path);
        var links = 0;
        var (done, rest) = (Path.GetPathRoot(path)!, new Stack<string>(Parts(path)));
        while (rest.TryPop(out var part))
        {
            var next = part == ".." ? Path.GetDirectoryName(done) ?? done : Path.Combine(done, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }
            if (++links > MostLinks)
                throw new IOException("Too many symbolic links.");
            if (Path.IsPathRooted(target))
                done = Path.GetPathRoot(target)!;
            foreach (var piece in Parts(target))
                rest.Push(piece);
        }
        return done;

        // Last part first: they are pushed, and the first is popped first.
        static IEnumerable<string> Parts(string text) =>
            text[(Path.GetPathRoot(text)?.Length ?? 0)..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
    }
}
