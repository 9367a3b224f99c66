using System.Text.RegularExpressions;

namespace ImageRetrieval.Architecture.Tests;

/// <summary>ARCHITECTURE.md names the classes of the walk of a row and of a query: they must exist.</summary>
public sealed partial class DocumentTests
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(Projects.Root, "ARCHITECTURE.md"));

    [Theory]
    [InlineData("## The doors of the collection", 20)]
    [InlineData("## From a row to the published snapshot", 25)]
    [InlineData("## From a query to the page", 18)]
    [InlineData("## A swap without a failed request", 2)]
    public void Every_class_that_a_walk_names_exists(string heading, int atLeast)
    {
        var start = s_document.IndexOf(heading, StringComparison.Ordinal);
        Assert.True(start >= 0, $"ARCHITECTURE.md has no section '{heading}'.");
        var end = s_document.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        var section = end < 0 ? s_document[start..] : s_document[start..end];
        var names = NamePattern().Matches(section).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.InRange(names.Count, atLeast, 100);
        var declared = Projects.Product.SelectMany(Projects.SourceFiles).Select(File.ReadAllText).SelectMany(Declared).ToHashSet(StringComparer.Ordinal);
        Assert.All(names, name => Assert.Contains(name, declared));
    }

    private static IEnumerable<string> Declared(string source) => DeclarationPattern().Matches(source).Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value);

    // A name of ours begins with a capital and has a small letter behind it: not POST, /predict or a file.
    [GeneratedRegex(@"`(I?[A-Z][a-z]\w*)`")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"(?:class|interface|record|struct|enum)\s+(?:struct\s+)?(\w+)|\b(Add\w+)\(")]
    private static partial Regex DeclarationPattern();
}
