using System.Diagnostics;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Worker.Tests;

/// <summary>The data folder is moved, removed or replaced while the Worker runs.</summary>
public sealed class MovedFolderTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private readonly TestWorker _worker = new();

    public void Dispose() => _worker.Dispose();

    [UnixTheory]
    [InlineData("moved"), InlineData("removed"), InlineData("replaced by a copy"), InlineData("replaced by an empty folder"), InlineData("replaced by a file"), InlineData("parent moved"), InlineData("link turned")]
    [InlineData("lock removed"), InlineData("lock replaced"), InlineData("catalog removed"), InlineData("catalog replaced by a copy"), InlineData("moved", true), InlineData("removed", true), InlineData("catalog replaced by a copy", true)]
    public async Task It_is_noticed_and_the_Worker_ends_with_a_sentence_and_exit_code_1(string what, bool atWork = false)
    {
        await using var server = await PictureServer.StartAsync();
        _worker.WriteList(Enumerable.Range(0, 30).Select(i => $"{server.Add($"{i}.png", TestImages.Random(i))},{i}").ToList());
        if (atWork)
            server.HoldFrom = 15;
        var (parent, real) = (Directory.CreateDirectory(_worker.PathOf("parent")).FullName, Directory.CreateDirectory(_worker.PathOf("real")).FullName);
        var data = what == "link turned" ? Directory.CreateSymbolicLink(_worker.PathOf("link"), real).FullName : Path.Combine(parent, "data");
        await using var worker = WorkerProcess.Start("--csv", _worker.PathOf("list.csv"), "--data", data, "--models", "builtin", "--Ingest:HostConcurrency=1");
        await TestWorker.UntilAsync(() =>
        {
            Assert.False(worker.HasExited, worker.Output);
            return atWork ? server.Requests >= 15 : worker.Output.Contains("The list is done", StringComparison.Ordinal);
        });
        var since = Stopwatch.StartNew();
        Change(what, data, parent);
        if (atWork)
            server.Open();

        Assert.Equal(1, await worker.ExitAsync(s_limit));
        Assert.InRange(since.Elapsed.TotalSeconds, 0, 10);
        Assert.Contains("was moved, removed or replaced", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", worker.Output, StringComparison.Ordinal);
        // It begins nothing again where the folder was.
        if (what is "moved" or "removed" or "parent moved")
            Assert.False(Directory.Exists(data));
        if (what == "replaced by an empty folder")
            Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    private void Change(string what, string data, string parent)
    {
        var aside = _worker.PathOf("aside");
        switch (what)
        {
            case "moved":
                Directory.Move(data, aside);
                break;
            case "removed":
                // While files still come into it, a folder is not removed at the first try.
                Run("sh", "-c", "until rm -rf \"$0\" 2> /dev/null; do :; done", data);
                break;
            case "replaced by a copy":
                Directory.Move(data, aside);
                Run("cp", "-a", aside, data);
                break;
            case "replaced by an empty folder":
                Directory.Move(data, aside);
                Directory.CreateDirectory(data);
                break;
            case "replaced by a file":
                Directory.Move(data, aside);
                File.WriteAllText(data, "");
                break;
            case "parent moved":
                Directory.Move(parent, aside);
                break;
            case "link turned":
                Directory.CreateDirectory(aside);
                Run("ln", "-sfn", aside, data);
                break;
            case "lock removed":
                File.Delete(Path.Combine(data, "worker.lock"));
                break;
            case "lock replaced":
                File.WriteAllText(Path.Combine(data, "another"), "");
                File.Move(Path.Combine(data, "another"), Path.Combine(data, "worker.lock"), overwrite: true);
                break;
            case "catalog removed":
                File.Delete(Path.Combine(data, "catalog.db"));
                break;
            default:
                Run("cp", "-a", Path.Combine(data, "catalog.db"), Path.Combine(data, "copy.db"));
                File.Move(Path.Combine(data, "copy.db"), Path.Combine(data, "catalog.db"), overwrite: true);
                break;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
