using System.Text.RegularExpressions;

namespace ImageRetrieval.Architecture.Tests;

/// <summary>One way of writing for all product projects.</summary>
public sealed partial class DialectTests
{
    private const int BlockLines = 10;

    // Methods of framework interfaces keep the framework's name of the parameter (CA1725).
    private static readonly string[] s_implemented = ["CheckHealthAsync", "GenerateAsync", "TryHandleAsync"];

    [Fact]
    public void Every_cancellation_token_is_called_token()
    {
        var others = from file in Projects.Product.SelectMany(Projects.SourceFiles)
                     let text = File.ReadAllText(file)
                     from parameter in TokenPattern().Matches(text)
                     where parameter.Groups["name"].Value != "token" && !IsGiven(text, parameter.Index)
                     select $"{Path.GetRelativePath(Projects.Root, file)}: {parameter.Value}";
        Assert.Empty(others);
    }

    [Fact]
    public void No_block_of_ten_lines_is_in_two_projects()
    {
        var found = new Dictionary<string, (string Project, string File)>(StringComparer.Ordinal);
        var repeated = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (project, file) in Projects.Product.SelectMany(project => Projects.SourceFiles(project).Select(file => (project, file))))
        {
            foreach (var block in Blocks(file).Where(block => !found.TryAdd(block, (project, file)) && found[block].Project != project))
                repeated.Add($"{Path.GetRelativePath(Projects.Root, found[block].File)} and {Path.GetRelativePath(Projects.Root, file)}");
        }

        Assert.Empty(repeated);
    }

    /// <summary>Whether the declaration that has this parameter overrides or implements one of the framework.</summary>
    private static bool IsGiven(string text, int index)
    {
        var declaration = text[(text.LastIndexOfAny([';', '{', '}'], index) + 1)..index];
        return OverridePattern().IsMatch(declaration) || s_implemented.Any(method => declaration.Contains($" {method}(", StringComparison.Ordinal));
    }

    /// <summary>Every ten consecutive lines of code, without indentation, blank lines, comments and usings.</summary>
    private static IEnumerable<string> Blocks(string file)
    {
        var lines = File.ReadLines(file).Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("using ", StringComparison.Ordinal)).ToArray();
        for (var first = 0; first + BlockLines <= lines.Length; first++)
            yield return string.Join('\n', lines, first, BlockLines);
    }

    [GeneratedRegex(@"\boverride\b")]
    private static partial Regex OverridePattern();

    [GeneratedRegex(@"\bCancellationToken (?<name>[a-z]\w*)(?=\s*[,)=])")]
    private static partial Regex TokenPattern();
}
