using System.Diagnostics;
using System.IO.Compression;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Architecture.Tests;

/// <summary>VectorIndex as a NuGet package: installed from a folder into an empty project, which runs the example of its README.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Library = "ImageRetrieval.VectorIndex";
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_empty_project_installs_the_package_and_runs_the_example_of_its_README()
    {
        var packages = _folder.File("packages");
        await DotnetAsync(Projects.Root, "pack", Projects.PathOf(Library), "--no-build", "--configuration", Configuration, "--output", packages);
        var package = Assert.Single(Directory.GetFiles(packages, "*.nupkg"));
        Assert.Single(Directory.GetFiles(packages, "*.snupkg"));
        using (var entries = await ZipFile.OpenReadAsync(package))
        {
            foreach (var name in (string[])["README.md", $"lib/net10.0/{Library}.dll", $"lib/net10.0/{Library}.xml"])
                Assert.NotNull(entries.GetEntry(name));
        }

        var project = Directory.CreateDirectory(_folder.File("project")).FullName;
        await WriteProjectAsync(project, packages);
        var said = await DotnetAsync(project, "run");
        Assert.Matches(@"\A0[.,]999 cat A cat\s+0[.,]526 dog\s*\z", said);
    }

    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name.Equals("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug";

    /// <summary>A console program that knows the folder of packages and nothing else.</summary>
    private static async Task WriteProjectAsync(string project, string packages)
    {
        await File.WriteAllTextAsync(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{packages}" /></packageSources>
              <config><add key="globalPackagesFolder" value="installed" /></config>
            </configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(project, "example.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><UseAppHost>false</UseAppHost></PropertyGroup>
              <ItemGroup><PackageReference Include="{Library}" Version="*" /></ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), $"""
            using {Library};
            var folder = "index";
            {await ExampleAsync()}
            """);
    }

    private static async Task<string> ExampleAsync()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Projects.Root, Library, "README.md"));
        var start = text.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}: {await output}{await errors}");
        return await output;
    }
}
