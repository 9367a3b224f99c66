namespace ImageRetrieval.Architecture.Tests;

/// <summary>What is behind the doors of Collection stays there.</summary>
public sealed class DoorTests
{
    [Theory]
    [InlineData("ImageRetrieval.VectorIndex")]
    [InlineData("ImageRetrieval.Collection.Embedded")]
    [InlineData("Sqlite")]
    [InlineData("status.json")]
    [InlineData("catalog.db")]
    [InlineData("manifest.json")]
    [InlineData(".pairs")]
    public void The_Api_knows_neither_the_engines_nor_their_files(string name) =>
        Assert.All(Projects.SourceFiles("ImageRetrieval.Api"), file => Assert.DoesNotContain(name, File.ReadAllText(file), StringComparison.Ordinal));

    [Fact]
    public void No_door_has_a_type_of_an_engine()
    {
        var doors = Projects.SourceFiles("ImageRetrieval.Collection")
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Embedded{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("public interface", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(doors);
        Assert.All(doors, file => Assert.DoesNotContain("ImageRetrieval.VectorIndex", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(doors, file => Assert.DoesNotContain("ImageRetrieval.Collection.Embedded", File.ReadAllText(file), StringComparison.Ordinal));
    }
}
