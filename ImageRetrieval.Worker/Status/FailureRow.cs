using System.Text.Json;
using ImageRetrieval.Collection.Catalog;

namespace ImageRetrieval.Worker.Status;

/// <summary>A failure, as <c>/status/failures</c> shows it.</summary>
/// <param name="Line">1-based line of the list.</param>
/// <param name="Id">The image's id; empty when the row has none.</param>
/// <param name="Url">Its URL; empty when the row has none.</param>
/// <param name="Host">Name and, unless it is the default one, port; empty for files of this machine; null for a rejected row.</param>
/// <param name="State"><c>rejected</c>, <c>retryable</c> or <c>permanent</c>.</param>
/// <param name="Reason">Name of the <see cref="FailureReason"/>.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="List">File name of the list, or name of the folder.</param>
/// <param name="LastTry">When it was last tried; null for a rejected row.</param>
/// <param name="NextTry">When it is retried; null when it is not.</param>
internal sealed record FailureRow(long Line, string Id, string Url, string? Host, string State, string Reason, string Detail, string List, DateTimeOffset? LastTry, DateTimeOffset? NextTry)
{
    internal static FailureRow Of(FailedImage image) => new(
        image.Line, image.ImageId, image.Url, image.Host, JsonNamingPolicy.CamelCase.ConvertName($"{image.State}"), image.Reason.Name(), image.Detail, image.List, image.LastTry, image.NextTry);
}
