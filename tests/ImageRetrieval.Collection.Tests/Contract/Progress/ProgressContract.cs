namespace ImageRetrieval.Collection.Tests.Contract.Progress;

/// <summary>What the Worker reported.</summary>
public abstract class ProgressContract(CollectionEngine engine) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await engine.DisposeAsync();

    [Fact]
    public async Task The_last_report_is_read_as_it_was_written()
    {
        Assert.Null(await engine.Progress.ReadAsync(default));
        await engine.ReportAsync("""{"state":"running","total":3}""");
        await engine.ReportAsync("""{"state":"done","total":4,"more":[1,null]}""");
        Assert.Equal("""{"state":"done","total":4,"more":[1,null]}""", (await engine.Progress.ReadAsync(default))!.ToJsonString());
    }

    [Fact]
    public async Task A_report_belongs_to_its_reader()
    {
        await engine.ReportAsync("""{"state":"running"}""");
        (await engine.Progress.ReadAsync(default))!["state"] = "changed";
        Assert.Equal("""{"state":"running"}""", (await engine.Progress.ReadAsync(default))!.ToJsonString());
    }
}

public sealed class EmbeddedProgressTests() : ProgressContract(new EmbeddedEngine())
{
    [Theory]
    [InlineData("")]
    [InlineData("{\"state\":")]
    [InlineData("[]")]
    public async Task A_file_that_is_not_a_report_is_none(string text)
    {
        await using var engine = new EmbeddedEngine();
        await engine.ReportAsync(text);
        Assert.Null(await engine.Progress.ReadAsync(default));
    }
}
