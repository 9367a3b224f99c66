using System.Diagnostics;
using System.Globalization;
using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Worker.Tests;

/// <summary>With which exit code and which sentence the program ends when it is stopped or cannot begin.</summary>
public sealed class EndOfProgramTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly TestWorker _worker = new();

    public void Dispose() => _worker.Dispose();

    [UnixTheory]
    [InlineData("TERM", 143), InlineData("INT", 130)]
    public async Task A_once_run_stopped_by_a_signal_reports_the_remaining_rows_and_exits_with_the_code_of_the_signal(string signal, int exitCode)
    {
        await using var server = await PictureServer.StartAsync();
        _worker.WriteList(Enumerable.Range(0, 30).Select(i => $"{server.Add($"{i}.png", TestImages.Random(i))},{i}").ToList());
        server.HoldFrom = 11;
        await using (var worker = Start("--Ingest:HostConcurrency=1"))
        {
            await UntilAsync(() => server.Requests >= 11, worker);
            Send(signal, worker);
            Assert.Equal(exitCode, await worker.ExitAsync(s_limit));
            Assert.Matches($"Stopped by SIG{signal}: (2\\d|30) of 30 rows were not done.", worker.Output);
            Assert.Contains($"The exit code is {exitCode}.", worker.Output, StringComparison.Ordinal);
        }

        server.Open();
        await using var next = Start();
        Assert.Equal(0, await next.ExitAsync(s_limit));
        Assert.Equal(30, _worker.Indexed().Count);
    }

    [UnixTheory]
    [InlineData("TERM"), InlineData("INT")]
    public async Task A_service_that_is_stopped_ends_with_0_as_before(string signal)
    {
        await using var server = await PictureServer.StartAsync();
        _worker.WriteList([$"{server.Add("a.png", TestImages.Random(1))},1"]);
        server.HoldFrom = 1;
        await using var worker = WorkerProcess.Start("--csv", _worker.PathOf("list.csv"), "--data", _worker.Data, "--models", "builtin");
        await UntilAsync(() => server.Requests >= 1, worker);
        Send(signal, worker);
        Assert.Equal(0, await worker.ExitAsync(s_limit));
    }

    public static TheoryData<string, string> BadCatalogs => new()
    {
        { "newer", "catalog version 99" }, { "foreign", "not a catalog of this program" }, { "foreign with our version", "not a catalog of this program" }, { "negative version", "not a catalog of this program" },
        { "text", "it is not a SQLite database" }, { "noise", "it is not a SQLite database" }, { "damaged page", "is damaged" }, { "cut off", "is damaged" }, { "zero bytes", "is empty (0 bytes)" }, { "folder", "is a folder" },
        { "journal is a folder", "catalog.db" },
    };

    [Theory]
    [MemberData(nameof(BadCatalogs))]
    public async Task A_bad_catalog_at_the_start_is_one_sentence_and_exit_code_1_and_nothing_is_deleted(string kind, string sentence)
    {
        await using var server = await PictureServer.StartAsync();
        _worker.WriteList(Enumerable.Range(0, 300).Select(i => $"{server.Add($"{i}.png", TestImages.Random(i % 3))},{i}").ToList());
        await _worker.RunAsync();
        BadCatalog.Make(Path.Combine(_worker.Data, "catalog.db"), kind);
        var before = Files();

        foreach (var once in (string[][])[["--once"], []])
        {
            await using var worker = WorkerProcess.Start(["--csv", _worker.PathOf("list.csv"), "--data", _worker.Data, "--models", "builtin", .. once]);
            Assert.Equal(1, await worker.ExitAsync(s_limit));
            Assert.Contains(sentence, worker.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", worker.Output, StringComparison.Ordinal);
            Assert.InRange(worker.Output.Split('\n').Length, 1, 4);
        }
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("another space"), InlineData("text"), InlineData("short text")]
    public async Task A_bad_file_of_embeddings_is_one_sentence_and_exit_code_1_and_nothing_is_deleted(string kind)
    {
        await using var server = await PictureServer.StartAsync();
        _worker.WriteList([$"{server.Add("a.png", TestImages.Random(1))},1"]);
        await _worker.RunAsync();
        var path = Directory.GetFiles(Path.Combine(_worker.Data, "vectors"), "*.seg", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, kind switch
        {
            "text" => [.. Enumerable.Repeat((byte)'x', 5000)],
            "short text" => "hello"u8.ToArray(),
            _ => [.. bytes[..20], (byte)(bytes[20] ^ 1), .. bytes[21..]],
        });
        var before = await File.ReadAllBytesAsync(path);

        await using var worker = Start();
        Assert.Equal(1, await worker.ExitAsync(s_limit));
        Assert.Contains("is not a vector segment", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", worker.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(path));
    }

    private WorkerProcess Start(params string[] args) => WorkerProcess.Start(["--csv", _worker.PathOf("list.csv"), "--data", _worker.Data, "--models", "builtin", "--once", .. args]);

    // All but what every start writes.
    private List<(string Name, long Length, string Digest)> Files() =>
        [.. Directory.EnumerateFiles(_worker.Data, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("status.json", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith("worker.lock", StringComparison.Ordinal))
            .Select(file => (file, new FileInfo(file).Length, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))))).Order()];

    private static void Send(string signal, WorkerProcess worker)
    {
        using var kill = Process.Start("kill", ["-s", signal, worker.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static Task UntilAsync(Func<bool> holds, WorkerProcess worker) => TestWorker.UntilAsync(() =>
    {
        Assert.False(worker.HasExited, worker.Output);
        return holds();
    });
}
