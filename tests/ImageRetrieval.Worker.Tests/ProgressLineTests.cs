using ImageRetrieval.Worker.Status;

namespace ImageRetrieval.Worker.Tests;

public sealed class ProgressLineTests
{
    private const string Erase = "\r\u001b[2K";

    private readonly StringWriter _terminal = new();

    [Fact]
    public void A_log_line_is_written_above_the_progress_which_is_redrawn_below_it()
    {
        using var line = new ProgressLine(_terminal);
        line.Write("first\n");
        line.Show("50 %");
        line.Write("info: a picture\n      gave nothing\n");
        line.Show("60 %");
        line.Show("");
        line.Write("done\n");
        Assert.Equal($"first\n{Erase}50 %{Erase}info: a picture\n      gave nothing\n50 %{Erase}60 %{Erase}done\n", _terminal.ToString());
    }

    [Fact]
    public void Text_that_is_received_in_pieces_stays_intact()
    {
        using var line = new ProgressLine(_terminal);
        line.Show("50 %");
        line.Write("in");
        line.Write("");
        line.Show("51 %");
        line.Write("fo".ToCharArray(), 0, 2);
        line.Write('\n');
        Assert.Equal($"{Erase}50 %{Erase}info\n51 %", _terminal.ToString());
    }

    [Theory]
    [InlineData(10, "██████████░░░░░░░░░░ 50 %")]
    [InlineData(45, "██████████░░░░░░░░░░ 50 %, 5 of 10 rows")]
    [InlineData(79, "██████████░░░░░░░░░░ 50 %, 5 of 10 rows, 0:01:05 left, 2.5/s, 1 failed")]
    [InlineData(200, "██████████░░░░░░░░░░ 50 %, 5 of 10 rows, 0:01:05 left, 2.5/s, 1 failed, 7 downloaded, shop.csv")]
    public void A_line_shows_as_much_as_fits(int width, string expected) =>
        Assert.Equal(expected, ProgressText.Of(Status("running"), width));

    [Fact]
    public void A_pause_and_the_building_of_the_index_are_named()
    {
        Assert.Contains("paused", ProgressText.Of(Status("running") with { Paused = true }, 79), StringComparison.Ordinal);
        Assert.Contains("building the index", ProgressText.Of(Status("publishing"), 79), StringComparison.Ordinal);
        Assert.StartsWith("░░░░░░░░░░░░░░░░░░░░ 0 %", ProgressText.Of(Status("running") with { Total = 0 }, 79), StringComparison.Ordinal);
    }

    private static IngestStatus Status(string state) => new()
    {
        State = state, Updated = DateTimeOffset.UnixEpoch, List = "shop.csv", Total = 10, Indexed = 4, Failed = 1, Downloaded = 7, ImagesPerSecond = 2.5, EtaSeconds = 64.2,
    };
}
