using ImageRetrieval.LocalHosting.Telemetry;
using ImageRetrieval.LocalHosting.Telemetry.Logs;
using ImageRetrieval.LocalHosting.Telemetry.Traces;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageRetrieval.LocalHosting.Tests.Telemetry;

public sealed class TelemetryJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_came_is_there_after_a_restart_and_after_the_one_that_follows()
    {
        await RunAsync((journal, _) =>
        {
            Write(journal, TelemetrySignal.Traces, TelemetryMessages.Trace(1, "api", (1, 0, "first", 5, false)));
            Write(journal, TelemetrySignal.Logs, TelemetryMessages.Logs("api", (9, "hello", 0)));
        });
        await RunAsync((journal, store) =>
        {
            Assert.Equal("first", Assert.Single(store.Traces.Find(new TraceQuery())).Name);
            Write(journal, TelemetrySignal.Traces, TelemetryMessages.Trace(2, "api", (1, 0, "second", 5, false)));
        });
        await RunAsync((_, store) =>
        {
            Assert.Equal(["second", "first"], store.Traces.Find(new TraceQuery()).Select(trace => trace.Name));
            Assert.Equal("hello", Assert.Single(store.Logs.Find(new LogQuery())).Text);
        });
    }

    [Fact]
    public async Task A_half_record_is_cut_off_and_what_stands_before_it_is_read()
    {
        await RunAsync((journal, _) =>
        {
            Write(journal, TelemetrySignal.Logs, TelemetryMessages.Logs("api", (9, "whole", 0)));
            Write(journal, TelemetrySignal.Logs, TelemetryMessages.Logs("api", (9, "half", 0)));
        });
        var file = Assert.Single(Directory.GetFiles(_folder.Path, "logs-*.otlp"), path => new FileInfo(path).Length > 0);
        using (var stream = File.OpenWrite(file))
            stream.SetLength(stream.Length - 3);

        await RunAsync((journal, store) =>
        {
            Assert.Equal("whole", Assert.Single(store.Logs.Find(new LogQuery())).Text);
            Write(journal, TelemetrySignal.Logs, TelemetryMessages.Logs("api", (9, "after", 0)));
        });
        await RunAsync((_, store) => Assert.Equal(["whole", "after"], store.Logs.Find(new LogQuery()).Select(record => record.Text)));
    }

    [Fact]
    public async Task The_folder_stays_within_its_bound_and_keeps_the_newest()
    {
        var random = new Random(3);
        await RunAsync(async (journal, _) =>
        {
            for (var index = 0; index < 400; index++)
            {
                // Text that does not shrink, so that the files fill.
                Write(journal, TelemetrySignal.Logs, TelemetryMessages.Logs("api", (9, $"{index} " + Convert.ToBase64String(RandomBytes(random, 2000)), 0)));
                if (index % 50 == 49)
                    await TestDeadline.UntilAsync(() => journal.IsIdle, "the journal has written");
            }
        });
        Assert.InRange(Directory.GetFiles(_folder.Path).Sum(path => new FileInfo(path).Length), 64 * 1024, 2 * (64 * 1024 + 4096));
        await RunAsync((_, store) => Assert.StartsWith("399 ", store.Logs.Find(new LogQuery())[^1].Text, StringComparison.Ordinal));
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static void Write(TelemetryJournal journal, TelemetrySignal signal, byte[] body) => journal.Write(signal, new Sender("api", "1"), body);

    private Task RunAsync(Action<TelemetryJournal, TelemetryStore> work) => RunAsync((journal, store) =>
    {
        work(journal, store);
        return Task.CompletedTask;
    });

    private async Task RunAsync(Func<TelemetryJournal, TelemetryStore, Task> work)
    {
        var options = new TelemetryOptions { Folder = _folder.Path, MaximumFileBytes = 64 * 1024 };
        var store = new TelemetryStore(options, TimeProvider.System);
        await using var journal = new TelemetryJournal(store, options, TimeProvider.System, NullLogger<TelemetryJournal>.Instance);
        journal.Open();
        await work(journal, store);
    }
}
