using System.Text;
using ImageRetrieval.LocalHosting.Output;
using ImageRetrieval.LocalHosting.Processes;

namespace ImageRetrieval.LocalHosting.Tests.Output;

public class ConsoleOutputTests
{
    [Fact]
    public async Task Lines_end_with_or_without_carriage_return_and_the_last_one_needs_no_end() =>
        Assert.Equal(["one", "", "two", "three"], await ReadAsync("one\r\n\ntwo\nthree"));

    [Fact]
    public async Task A_line_without_an_end_is_cut()
    {
        var lines = await ReadAsync(new string('x', 100_000) + "\nend");
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 16 * 1024));
        Assert.Equal("end", lines[^1]);
    }

    [Fact]
    public void A_ring_keeps_the_newest_lines_within_both_limits()
    {
        var ring = new LogRing(maximumLines: 3, maximumCharacters: 10);
        foreach (var text in new[] { "1", "2", "3", "4" })
            ring.Add(new LogLine(0, default, "api", false, text));
        Assert.Equal(["2", "3", "4"], ring.Lines.Select(line => line.Text));
        ring.Add(new LogLine(0, default, "api", false, "123456789"));
        Assert.Equal(["4", "123456789"], ring.Lines.Select(line => line.Text));
    }

    [Fact]
    public void Lines_of_all_resources_are_read_in_the_order_in_which_they_came()
    {
        var logs = new ConsoleLogs(TimeProvider.System);
        var first = logs.Append("api", false, "a");
        logs.Append("portal", true, "b");
        logs.Append("api", false, "c");
        Assert.Equal(["a", "b", "c"], logs.Read(null, 0, 10).Select(line => line.Text));
        Assert.Equal(["c"], logs.Read("api", first.Sequence, 10).Select(line => line.Text));
        Assert.Equal(["b", "c"], logs.Read(null, 0, 2).Select(line => line.Text));
    }

    [Fact]
    public void Escape_sequences_are_removed() =>
        Assert.Equal("info: link done", Ansi.Strip("\e[32minfo\e[39m\e[22m: \e]8;;http://x\alink\e]8;;\a \e[2Kdone"));

    [Fact]
    public async Task The_console_shows_the_name_before_each_line()
    {
        var writer = new StringWriter();
        await using (var console = new HostConsole(writer, colored: false))
        {
            console.Register(["api", "portal-web"]);
            console.Write("api", "\e[31mred\e[0m");
        }

        Assert.Equal("api        | red" + Environment.NewLine, writer.ToString());
    }

    private static async Task<List<string>> ReadAsync(string text)
    {
        var lines = new List<string>();
        using var reader = new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        await LineReader.ReadAsync(reader, lines.Add);
        return lines;
    }
}
