namespace ImageRetrieval.Architecture.Tests;

/// <summary>Who may know whom: the table of ARCHITECTURE.md.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["ImageRetrieval.VectorIndex"] = [],
        ["ImageRetrieval.Vision"] = ["ImageRetrieval.WeightsPacker"], // a program of the build, not a reference
        ["ImageRetrieval.WeightsPacker"] = [],
        ["ImageRetrieval.Collection"] = ["ImageRetrieval.VectorIndex"],
        ["ImageRetrieval.ServiceDefaults"] = [],
        ["ImageRetrieval.Worker"] = ["ImageRetrieval.Collection", "ImageRetrieval.ServiceDefaults", "ImageRetrieval.Vision"],
        ["ImageRetrieval.Api"] = ["ImageRetrieval.Collection", "ImageRetrieval.ServiceDefaults", "ImageRetrieval.Vision"],
        ["ImageRetrieval.Portal"] = ["ImageRetrieval.ServiceDefaults"],
        ["ImageRetrieval.AppHost"] = ["ImageRetrieval.Api", "ImageRetrieval.Portal", "ImageRetrieval.Samples", "ImageRetrieval.Worker"],
        ["ImageRetrieval.BuiltinModel"] = ["ImageRetrieval.Vision"],
    };

    [Fact]
    public void Every_project_is_in_the_table() => Assert.Equal(s_allowed.Keys.Order(), Projects.Product);

    [Fact]
    public void No_project_references_more_than_the_table_allows()
    {
        foreach (var (project, allowed) in s_allowed)
            Assert.Equal(allowed, Projects.References(project).Order());
    }

    [Fact]
    public void Nothing_references_the_AppHost() =>
        Assert.All(Projects.Product, project => Assert.DoesNotContain("ImageRetrieval.AppHost", Projects.References(project)));

    [Fact]
    public void The_index_uses_only_the_base_class_library()
    {
        Assert.Empty(Projects.Packages("ImageRetrieval.VectorIndex"));
        Assert.Empty(Projects.Frameworks("ImageRetrieval.VectorIndex"));
    }

    [Fact]
    public void Vision_has_the_packages_of_its_duty_and_no_framework()
    {
        string[] allowed = ["Microsoft.Extensions.AI.Abstractions", "Microsoft.ML.OnnxRuntime", "Microsoft.ML.Tokenizers", "NetVips"];
        Assert.All(Projects.Packages("ImageRetrieval.Vision"), package =>
            Assert.Contains(allowed, name => package == name || package.StartsWith(name + ".", StringComparison.Ordinal)));
        Assert.Empty(Projects.Frameworks("ImageRetrieval.Vision"));
    }

    [Fact]
    public void Native_code_is_called_from_the_places_that_own_it()
    {
        // Only Vision calls libraries of its own. The others call the C library, for what .NET lacks:
        // advice on memory and flushing folders (VectorIndex), flushing many files at once and SQLite's file control (Collection),
        // names of files that are not UTF-8 (Worker), the priority of a thread (Api).
        var callers = Projects.Product
            .Where(project => Projects.SourceFiles(project).Any(file => File.ReadAllText(file) is var text && (text.Contains("[LibraryImport", StringComparison.Ordinal) || text.Contains("[DllImport", StringComparison.Ordinal))));
        Assert.Subset(new HashSet<string> { "ImageRetrieval.Api", "ImageRetrieval.Collection", "ImageRetrieval.Vision", "ImageRetrieval.VectorIndex", "ImageRetrieval.Worker" }, callers.ToHashSet());
    }

    [Fact]
    public void The_old_wire_names_live_with_the_predict_endpoint_alone()
    {
        // Everything else speaks the product's own words.
        var files = Projects.SourceFiles("ImageRetrieval.Api")
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("\"nb_similar_images\"", StringComparison.Ordinal) || text.Contains("\"retrieved_ref\"", StringComparison.Ordinal) || text.Contains("\"model_name\"", StringComparison.Ordinal)))
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file))!);
        Assert.Equal(["Predict"], files.Distinct());
    }
}
