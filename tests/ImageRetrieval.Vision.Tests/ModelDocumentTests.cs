using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Models;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

/// <summary>What the documents say of the built-in models is what the list says.</summary>
public sealed class ModelDocumentTests
{
    [Fact]
    public void The_table_of_models_is_the_list()
    {
        var lines = File.ReadAllLines(Path.Combine(SharedData.RepositoryRoot, "docs", "models.md"));
        foreach (var model in ModelList.Load().Models)
        {
            var profile = model.Name == "builtin" ? "its own" : $"`{model.Preprocessing.Name}`";
            Assert.Contains($"| `{model.Name}` | {profile} | `{model.FeatureTensor}` | {model.Pooling.ToString().ToLowerInvariant()} | {model.Dimension} |", lines);
        }
    }

    [Fact]
    public void The_readme_names_every_model_and_the_document_every_profile()
    {
        var readme = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "README.md"));
        Assert.All(ModelList.Load().Models, model => Assert.Contains($"`{model.Name}`", readme, StringComparison.Ordinal));
        var document = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "models.md"));
        Assert.All(PreprocessingProfiles.All, profile => Assert.Contains($"| `{profile.Name}` | {(profile.Rule == ResizeRule.Stretch ? "stretched to" : $"shorter side {profile.Resize}, centre crop")} {profile.Crop}", document, StringComparison.Ordinal));
    }
}
