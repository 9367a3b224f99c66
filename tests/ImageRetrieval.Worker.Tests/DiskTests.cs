using System.Diagnostics;
using ImageRetrieval.Fixtures;
using ImageRetrieval.Worker.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ImageRetrieval.Worker.Tests;

public sealed class DiskTests : IAsyncLifetime
{
    private readonly TestWorker _worker = new();
    private PictureServer _server = null!;
    private string? _mounted;

    public async Task InitializeAsync() => _server = await PictureServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_mounted is not null)
            Run("umount", _mounted);
        _worker.Dispose();
    }

    [SmallDiskFact]
    public async Task A_full_disk_stops_the_run_with_a_message_and_the_run_resumes_when_there_is_space()
    {
        const int count = 60;
        Mount("size=3m");
        // 40 pictures of 110 kB do not fit into 3 MB beside the catalog.
        _worker.WriteList(Enumerable.Range(0, count).Select(i => $"{_server.Add($"{i}.png", TestImages.Random(i, 200, 190))},{i}").ToList());
        await using (var app = await _worker.StartAsync("--Ingest:DiskRetrySeconds=0.2"))
        {
            await TestWorker.UntilAsync(() => Status(app) is { State: "failed", Message: { } message } && message.Contains("full", StringComparison.Ordinal));
            Assert.Contains("free some space", Status(app).Message, StringComparison.Ordinal);
            Assert.InRange(Directory.GetFiles(Path.Combine(_worker.Data, "images"), "*.png", SearchOption.AllDirectories).Length, 1, count - 1);

            Run("mount", "-o", "remount,size=64m", _worker.Data);
            await TestWorker.UntilAsync(() => Status(app).State == "done");
            Assert.Equal((count, 0L), (Status(app).Indexed, Status(app).Failed));
            await app.StopAsync();
        }
        Assert.Equal(count, _worker.Indexed().Count);
        var again = await _worker.RunAsync();
        Assert.Equal((0L, 0L), (again.DownloadsThisRun, again.EmbeddingsThisRun));
        Assert.Empty(Directory.GetFiles(Path.Combine(_worker.Data, "images"), ".*", SearchOption.AllDirectories));
    }

    [SmallDiskFact]
    public async Task A_data_folder_that_is_not_writable_is_an_error_in_one_sentence()
    {
        Mount("size=8m");
        _worker.WriteList([$"{_server.Add("1.png", TestImages.Random(1))},1"]);
        Run("mount", "-o", "remount,ro", _worker.Data);
        await using (var denied = WorkerProcess.Start("--csv", _worker.PathOf("list.csv"), "--data", _worker.Data, "--models", "builtin", "--once"))
        {
            Assert.Equal(1, await denied.ExitAsync(TimeSpan.FromSeconds(60)));
            Assert.Contains("Data:Folder", denied.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", denied.Output, StringComparison.Ordinal);
        }

        Run("mount", "-o", "remount,rw", _worker.Data);
        Assert.Equal(1, (await _worker.RunAsync()).Indexed);
        Run("mount", "-o", "remount,ro", _worker.Data);
        Run("mount", "-o", "remount,rw", _worker.Data);
        Assert.Equal(["1"], _worker.Indexed());
    }

    private void Mount(string options)
    {
        Directory.CreateDirectory(_worker.Data);
        Run("mount", "-t", "tmpfs", "-o", options, "none", _worker.Data);
        _mounted = _worker.Data;
    }

    private static IngestStatus Status(WebApplication app) => app.Services.GetRequiredService<StatusBoard>().Read();

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

/// <summary>A test that mounts a small disk; skipped, and says so, where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly bool s_may = TryMount();

    public SmallDiskFactAttribute()
    {
        if (!s_may)
            Skip = "No small disk can be mounted here (that takes root and the right to mount tmpfs): what a full disk and a read-only folder do was not checked.";
    }

    private static bool TryMount()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return false;
        using var folder = new TemporaryFolder();
        if (Exit("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder.Path) != 0)
            return false;
        return Exit("umount", folder.Path) == 0;
    }

    private static int Exit(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
