using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Publishing;

namespace ImageRetrieval.Collection.Tests.Contract.Catalog;

/// <summary>A kill between any two writes costs at most the work in hand, and nothing is done or stored twice.</summary>
public abstract class CrashContract<TEngine> : CatalogContract<TEngine> where TEngine : CatalogEngine, new()
{
    private static readonly string[] s_images = ["1", "2", "3", "4"];

    private sealed class CrashException : Exception;

    [Fact]
    public async Task A_run_that_was_killed_anywhere_ends_like_an_undisturbed_one()
    {
        await RunAsync(Engine, int.MaxValue, completes: true);
        var (expected, content) = (await Engine.DescribeAsync(), await Engine.PublishedContentAsync("tiny"));
        Assert.Equal(new StateCounts(0, 0, s_images.Length, 0, 0), await Engine.Report.CountsAsync(default));

        var crashes = 0;
        foreach (var completes in (bool[])[true, false])
        {
            for (var writes = 0; ; writes++)
            {
                await using var engine = new TEngine();
                await engine.OpenAsync();
                try
                {
                    await RunAsync(engine, writes, completes);
                    break;
                }
                catch (CrashException)
                {
                    crashes++;
                }
                await engine.CrashAndReopenAsync();
                await RunAsync(engine, int.MaxValue, completes: true);
                Assert.Equal(expected, await engine.DescribeAsync());
                Assert.Equal(content, await engine.PublishedContentAsync("tiny"));
                Assert.Equal(s_images.Length, (await engine.Publishing.NewestAsync("tiny", default))!.Count);
                Assert.Equal(s_images.Length, (await engine.Embeddings.OpenAsync("tiny-space-3", 3, default)).Count);
            }
        }
        Assert.InRange(crashes, 2 * 4 * s_images.Length, 1000);
    }

    /// <summary>A pass of a small Worker.</summary>
    /// <param name="engine">The collection.</param>
    /// <param name="writes">Writes after which it is killed.</param>
    /// <param name="completes">Whether outcomes are stored before the kill, or perhaps not.</param>
    private static async Task RunAsync(CatalogEngine engine, int writes, bool completes)
    {
        void Write()
        {
            if (writes-- == 0)
                throw new CrashException();
        }

        Write();
        await engine.TakeAsync(RowList.Of("l", s_images));
        await engine.Images.RemoveStagedAsync(default);
        Write();
        await engine.Catalog.CheckStoredAsync([CatalogEngine.Model], default);
        var outcomes = engine.Work.BeginOutcomes();
        try
        {
            foreach (var image in await engine.Work.StoredImagesAsync("", 100, default))
                await EmbedAsync(engine, outcomes, image.Source.ImageId, image.File!, Write);
            foreach (var image in await engine.Work.ImagesAsync("a.test", "", DateTimeOffset.MaxValue, 100, default))
            {
                Write();
                var downloaded = await engine.KeepAsync(image.Source.ImageId, image.Source.ImageId);
                Write();
                await outcomes.AddAsync(downloaded);
                await EmbedAsync(engine, outcomes, image.Source.ImageId, downloaded.Image.File, Write);
            }
        }
        catch (CrashException) when (completes)
        {
            await outcomes.CompleteAsync();
            throw;
        }
        await outcomes.CompleteAsync();
        Write();
        var publication = await engine.Publishing.PublishAsync(new PublishOrder(CatalogEngine.Model, url => url), default);
        Assert.Equal(s_images.Length, publication.Searchable);
        await engine.Catalog.CheckStoredAsync([CatalogEngine.Model], default);
    }

    private static async Task EmbedAsync(CatalogEngine engine, IOutcomes outcomes, string id, StoredImage file, Action write)
    {
        write();
        await engine.EmbedAsync(file);
        write();
        await outcomes.AddAsync(new Outcome.Embedded(id, file.Sha256, ["tiny"]));
    }
}
