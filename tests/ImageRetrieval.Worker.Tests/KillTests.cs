using ImageRetrieval.Fixtures;

namespace ImageRetrieval.Worker.Tests;

public sealed class KillTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_worker_that_is_killed_again_and_again_ends_with_the_catalog_and_the_answers_of_an_undisturbed_one()
    {
        const int count = 400;
        await using (var server = await FaultyPictureServer.StartAsync(seed: 3))
        {
            WriteList(server, count);
            await using var undisturbed = Start("whole");
            Assert.Equal(0, await undisturbed.ExitAsync(s_limit));
        }
        await using (var server = await FaultyPictureServer.StartAsync(seed: 3))
        {
            WriteList(server, count);
            var random = new Random(11);
            for (var kills = 0; kills < 4; kills++)
            {
                await using var killed = Start("killed");
                // A seeded moment, whatever the machine's speed: when so many more requests have come.
                await Task.WhenAny(server.RequestAsync(server.Requests + 1 + random.Next(count / 4)), killed.WhenExited());
                await killed.KillAsync();
            }
            await using var last = Start("killed");
            Assert.Equal(0, await last.ExitAsync(s_limit));
        }

        var expected = IngestOutcome.Catalog(_folder.File("whole"));
        Assert.Equal(count + 1, expected.Count);
        // The port of the server differs, and with it nothing of this.
        Assert.Equal(expected, IngestOutcome.Catalog(_folder.File("killed")));
        var answers = IngestOutcome.Answers(_folder.File("whole"), 50);
        Assert.Equal(50, answers.Count);
        Assert.Equal(answers, IngestOutcome.Answers(_folder.File("killed"), 50));
        Assert.Empty(Directory.GetFiles(_folder.File("killed/vectors"), "*.new", SearchOption.AllDirectories));
    }

    private void WriteList(FaultyPictureServer server, int count) =>
        File.WriteAllLines(_folder.File("list.csv"), Enumerable.Range(0, count).Select(i => $"{server.Url(i)},{i}").Prepend("url,id").Append("only-one-column"));

    private WorkerProcess Start(string data) =>
        WorkerProcess.Start("--csv", _folder.File("list.csv"), "--data", _folder.File(data), "--models", "builtin", "--once", "--Ingest:DownloadAttempts=2", "--Ingest:DownloadIdleSeconds=1", "--Publish:FirstImages=50", "--Publish:EveryImages=100");
}
