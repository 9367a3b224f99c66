using System.Text.RegularExpressions;

namespace ImageRetrieval.Architecture.Tests;

/// <summary>Habits that hold for the whole repository.</summary>
public sealed partial class HabitTests
{
    [Fact]
    public void Programs_add_build_and_map_in_a_few_lines()
    {
        foreach (var service in (string[])["ImageRetrieval.Api", "ImageRetrieval.Portal", "ImageRetrieval.Worker"])
            Assert.InRange(File.ReadAllLines(Path.Combine(Projects.Root, service, "Program.cs")).Length, 1, 20);
        Assert.InRange(File.ReadAllLines(Path.Combine(Projects.Root, "ImageRetrieval.AppHost", "Program.cs")).Length, 1, 40);
    }

    [Fact]
    public void Package_versions_are_exact_and_in_one_place()
    {
        var central = File.ReadAllText(Path.Combine(Projects.Root, "Directory.Packages.props"));
        Assert.All(VersionPattern().Matches(central), match => Assert.Matches(@"^\d+\.\d+\.\d+(-[a-z0-9.]+)?$", match.Groups[1].Value));
        foreach (var project in Directory.EnumerateFiles(Projects.Root, "*.csproj", SearchOption.AllDirectories).Where(path => !path.Contains("node_modules", StringComparison.Ordinal)))
        {
            Assert.DoesNotMatch("<PackageReference[^>]*Version=", File.ReadAllText(project));
        }
    }

    [Fact]
    public void One_package_provides_ONNX_Runtime_and_the_managed_API_is_not_older()
    {
        var versions = PackageVersions();
        var managed = versions["Microsoft.ML.OnnxRuntime.Managed"];
        Assert.Equal(managed, versions["Microsoft.ML.OnnxRuntime"]);
        Assert.All((string[])["Microsoft.ML.OnnxRuntime.Gpu.Linux", "Microsoft.ML.OnnxRuntime.Gpu.Windows"], cuda => Assert.InRange(versions[cuda], new Version(managed.Major, managed.Minor), managed));

        // The library of the CPU package and the one of a CUDA package have the same name: never both.
        var vision = File.ReadAllText(Projects.PathOf("ImageRetrieval.Vision"));
        Assert.Contains("""<PackageReference Include="Microsoft.ML.OnnxRuntime" Condition="'$(Cuda)' != 'true'" />""", vision, StringComparison.Ordinal);
        Assert.All(CudaReferencePattern().Matches(vision), match => Assert.Contains("'$(Cuda)' == 'true'", match.Value, StringComparison.Ordinal));
        Assert.Equal(2, CudaReferencePattern().Count(vision));
    }

    [Fact]
    public void All_packages_of_libvips_are_of_one_version()
    {
        var versions = PackageVersions().Where(package => package.Key.StartsWith("NetVips.Native.", StringComparison.Ordinal)).ToList();
        Assert.Equal(Projects.Packages("ImageRetrieval.Vision").Count(package => package.StartsWith("NetVips.Native.", StringComparison.Ordinal)), versions.Count);
        Assert.Single(versions.Select(package => package.Value).Distinct());
    }

    [Fact]
    public void A_source_file_is_one_thing()
    {
        var long_ = Projects.Product.SelectMany(Projects.SourceFiles)
            .Select(path => (Path.GetRelativePath(Projects.Root, path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > 300);
        Assert.Empty(long_);
    }

    private static Dictionary<string, Version> PackageVersions() =>
        PackagePattern().Matches(File.ReadAllText(Path.Combine(Projects.Root, "Directory.Packages.props")))
            .ToDictionary(match => match.Groups[1].Value, match => Version.Parse(match.Groups[2].Value.Split('-')[0]));

    [GeneratedRegex("<PackageReference Include=\"Microsoft.ML.OnnxRuntime.Gpu[^>]*>")]
    private static partial Regex CudaReferencePattern();

    [GeneratedRegex("<PackageVersion Include=\"([^\"]+)\" Version=\"([0-9][^\"]*)\"")]
    private static partial Regex PackagePattern();

    [GeneratedRegex("<PackageVersion[^>]*Version=\"([^\"]+)\"")]
    private static partial Regex VersionPattern();
}
