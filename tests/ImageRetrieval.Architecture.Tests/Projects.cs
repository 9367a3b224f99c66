using System.Xml.Linq;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Architecture.Tests;

/// <summary>The project files of the repository, read as they are.</summary>
internal static class Projects
{
    public static string Root { get; } = SharedData.RepositoryRoot;

    /// <summary>The product's projects: those at the root of the repository.</summary>
    public static IReadOnlyList<string> Product { get; } =
        [.. Directory.GetDirectories(Root, "ImageRetrieval.*").Select(folder => Path.GetFileName(folder)!).Where(name => File.Exists(PathOf(name))).Order()];

    public static string PathOf(string project) => Path.Combine(Root, project, project + ".csproj");

    public static IEnumerable<string> References(string project) =>
        Elements(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    public static IEnumerable<string> Packages(string project) => Elements(project, "PackageReference");

    public static IEnumerable<string> Frameworks(string project)
    {
        var declared = Elements(project, "FrameworkReference");
        return XDocument.Load(PathOf(project)).Root!.Attribute("Sdk")?.Value == "Microsoft.NET.Sdk.Web" ? declared.Append("Microsoft.AspNetCore.App") : declared;
    }

    public static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> Elements(string project, string name) =>
        XDocument.Load(PathOf(project)).Descendants(name).Select(element => element.Attribute("Include")!.Value);
}
