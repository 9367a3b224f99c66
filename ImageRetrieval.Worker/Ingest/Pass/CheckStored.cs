using ImageRetrieval.Collection.Catalog;
using ImageRetrieval.Collection.Images;
using ImageRetrieval.Worker.Status;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Worker.Ingest.Pass;

/// <summary>Second stage: compares what is stored with the catalog, and shows how much is there already.</summary>
internal sealed class CheckStored(IOptions<IngestOptions> options, ICatalog catalog, ICatalogReport report, IWorkSource work, IImageStore images, StatusBoard status, RunCounters counters)
{
    internal async Task RunAsync(IngestPass pass, CancellationToken token)
    {
        await images.RemoveStagedAsync(token);
        status.SetState("loading", "Checking stored images.");
        pass.IsChanged |= await catalog.OmitPlaceholdersAsync(options.Value.PlaceholderUrls, token) != default;
        if (options.Value.RefreshHours > 0)
            await catalog.MarkForRefreshAsync(TimeSpan.FromHours(options.Value.RefreshHours), token);
        var stored = await catalog.CheckStoredAsync([.. pass.Models.Select(model => model.Space)], token);
        var counts = await report.CountsAsync(token);
        status.SetRetrying(!await work.HasNewAsync(pass.DueBy, token));
        var notYetDue = pass.DueBy == DateTimeOffset.MaxValue ? 0 : await work.WaitingLongerAsync(pass.DueBy, token);
        counters.Begin(counts.Rows, counts.Rejected + counts.Permanent + notYetDue, stored.Downloaded, stored.Indexed);
        for (var i = 0; i < pass.Models.Count; i++)
            counters.SetEmbedded(pass.Models[i].Name, stored.Embedded[i]);
    }
}
