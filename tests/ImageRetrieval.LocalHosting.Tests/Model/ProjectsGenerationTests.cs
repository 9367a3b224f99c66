namespace ImageRetrieval.LocalHosting.Tests.Model;

public class ProjectsGenerationTests
{
    [Fact]
    public void A_referenced_project_becomes_a_class_that_knows_its_project_file_and_its_assembly()
    {
        var metadata = new Projects.ImageRetrieval_LocalHosting_TestChild();

        Assert.IsAssignableFrom<IProjectMetadata>(metadata);
        Assert.EndsWith("ImageRetrieval.LocalHosting.TestChild.csproj", metadata.ProjectPath, StringComparison.Ordinal);
        Assert.True(File.Exists(metadata.ProjectPath), metadata.ProjectPath);
        Assert.EndsWith("ImageRetrieval.LocalHosting.TestChild.dll", metadata.TargetPath, StringComparison.Ordinal);
        Assert.True(File.Exists(metadata.TargetPath), metadata.TargetPath);
    }

    [Fact]
    public void A_reference_that_is_no_resource_gets_no_class() =>
        Assert.Equal(
            ["Projects.ImageRetrieval_LocalHosting_TestAppHost", "Projects.ImageRetrieval_LocalHosting_TestChild"],
            typeof(ProjectsGenerationTests).Assembly.GetTypes().Where(type => type.Namespace == "Projects").Select(type => type.FullName).Order());

    [Fact]
    public void A_resource_project_is_built_but_not_copied() =>
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "ImageRetrieval.LocalHosting.TestChild.dll")));
}
