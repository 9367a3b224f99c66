using System.Text.RegularExpressions;

namespace ImageRetrieval.Architecture.Tests;

/// <summary>Habits that hold for the whole repository.</summary>
public sealed partial class HabitTests
{
    [Fact]
    public void Programs_say_add_build_map_in_a_few_lines()
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
    public void The_lock_file_of_the_native_libraries_names_no_registry()
    {
        var lockFile = File.ReadAllText(Path.Combine(Projects.Root, "native", "package-lock.json"));
        Assert.DoesNotContain("\"resolved\"", lockFile, StringComparison.Ordinal);
        Assert.Contains("\"integrity\"", lockFile, StringComparison.Ordinal);
    }

    [Fact]
    public void The_CUDA_provider_is_of_the_version_of_ONNX_Runtime_and_only_asked_for_with_its_switch()
    {
        var native = File.ReadAllText(Path.Combine(Projects.Root, "native", "package.json"));
        var version = OnnxRuntimePattern().Match(native).Groups[1].Value;
        Assert.NotEmpty(version);
        var central = File.ReadAllText(Path.Combine(Projects.Root, "Directory.Packages.props"));
        Assert.Matches($"""Condition="'\$\(Cuda\)' == 'true'">\s*<PackageVersion Include="Microsoft.ML.OnnxRuntime.Gpu.Linux" Version="{Regex.Escape(version)}" />""", central);
    }

    [Fact]
    public void A_source_file_is_one_thing()
    {
        var long_ = Projects.Product.SelectMany(Projects.SourceFiles)
            .Select(path => (Path.GetRelativePath(Projects.Root, path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > 300);
        Assert.Empty(long_);
    }

    [GeneratedRegex("\"onnxruntime-node\": \"([0-9.]+)\"")]
    private static partial Regex OnnxRuntimePattern();

    [GeneratedRegex("<PackageVersion[^>]*Version=\"([^\"]+)\"")]
    private static partial Regex VersionPattern();
}
