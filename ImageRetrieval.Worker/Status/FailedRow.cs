using System.Text.Json;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>A failed row of a list, as <c>/status</c> shows it.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="Id">The image's id; empty when the row has none.</param>
/// <param name="Url">Its URL; empty when the row has none.</param>
/// <param name="State"><c>rejected</c>, <c>retryable</c> or <c>permanent</c>.</param>
/// <param name="Reason">Name of the <see cref="FailureReason"/>.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="List">File name of the list, or name of the folder.</param>
internal sealed record FailedRow(long Line, string Id, string Url, string State, string Reason, string Detail, string List)
{
    internal static FailedRow Of(FailedImage image) =>
        new(image.Line, image.ImageId, image.Url, JsonNamingPolicy.CamelCase.ConvertName($"{image.State}"), image.Reason.Name(), image.Detail, image.List);
}
