using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using System.Globalization;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Vision.Embedding;
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
            var profile = PreprocessingProfiles.Find(model.Preprocessing.Name) is null ? "its own" : $"`{model.Preprocessing.Name}`";
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

    [Fact]
    public void The_document_has_the_defaults_of_batching_and_trials_and_the_names_of_all_metrics()
    {
        var document = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "models.md"));
        var options = new VisionOptions();
        Assert.Contains($"| `Vision:MaxBatch` | {options.MaxBatch} |", document, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| `Vision:BatchWait` | {options.BatchWait:hh\\:mm\\:ss\\.fff} |"), document, StringComparison.Ordinal);

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| `Vision:TrialLimit` | {options.TrialLimit:hh\\:mm\\:ss} |"), document, StringComparison.Ordinal);
        Assert.Contains($"| `Vision:TryModels` | {(options.TryModels ? "true" : "false")} |", document, StringComparison.Ordinal);

        var names = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "ImageRetrieval.Vision")
                names.Add(instrument.Name);
        };
        VisionTelemetry.PixelsInFlight(0);
        listener.Start();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains($"| `{name}` |", document, StringComparison.Ordinal));
    }

    [Fact]
    public void The_documents_combination_is_the_evaluations()
    {
        var list = Path.Combine(SharedData.RepositoryRoot, "benchmarks", "ImageRetrieval.Evaluation", "shared-models.json");
        var pair = ModelList.Load(list).Find("mobilenetv2-resnet18");
        var document = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "models.md"));
        Assert.Contains($"| {pair.Name}, 1 : 0.8 | {pair.Dimension} |", document, StringComparison.Ordinal);
        Assert.All(pair.Combine!, part => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $$"""{ "model": "{{part.Model}}", "weight": {{part.Weight}} }"""), document, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 2), InlineData(257, 2), InlineData(16, 1001), InlineData(16, -1)]
    public void Batches_out_of_range_are_refused(int maxBatch, int waitMilliseconds)
    {
        var options = new VisionOptions { MaxBatch = maxBatch, BatchWait = TimeSpan.FromMilliseconds(waitMilliseconds) };
        Assert.False(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
        options = new VisionOptions { MaxBatch = 1, BatchWait = TimeSpan.Zero };
        Assert.True(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true));
    }
}
