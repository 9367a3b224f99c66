using ImageRetrieval.AppHost;
using Microsoft.Extensions.Time.Testing;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>What the console says of an ingest.</summary>
public sealed class ProgressLinesTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_change_of_state_is_reported_immediately_and_progress_every_few_seconds()
    {
        var lines = new ProgressLines(_clock);
        Assert.Equal("Indexing: 10 of 1,200 pictures, 1 failed, 12.0 per second, 0:01:39 left.", lines.Next(Running(10)));
        Assert.Null(lines.Next(Running(20)));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.StartsWith("Indexing: 30 of", lines.Next(Running(30)), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("Indexing: 30 of 1,200 pictures, 1 failed. Waiting for 1 slow download (a.test).", lines.Next(Running(30) with { EtaSeconds = null, Waiting = "Waiting for 1 slow download (a.test)." }));
        Assert.StartsWith("The ingest is paused: 30 of", lines.Next(Running(30) with { Paused = true }), StringComparison.Ordinal);
        Assert.Equal("The ingest is complete: 1,199 of 1,200 pictures, 1 failed.", lines.Next(Running(1199) with { State = "done" }));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(lines.Next(Running(1199) with { State = "done" }));
        Assert.Equal("The ingest failed: no model", lines.Next(Running(1199) with { State = "failed", Message = "no model" }));
    }

    private static IngestReport Running(long indexed) => new("running", null, false, 1200, indexed, 1, 12, 98.2);
}
