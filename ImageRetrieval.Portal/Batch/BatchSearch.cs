using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Batch;

/// <summary>Searches with each picture of a batch on its own.</summary>
internal static class BatchSearch
{
    // The Api's limit.
    private const int MostPerRequest = 64;

    /// <param name="form">The pictures.</param>
    /// <param name="api">What searches.</param>
    /// <param name="empty">The problem of an empty file, which is not sent.</param>
    /// <param name="token">Cancels the requests.</param>
    /// <exception cref="ApiException">There is no answer at all. A picture that cannot be searched with only has a problem of its own.</exception>
    public static async Task<IReadOnlyList<BatchRow>> RunAsync(BatchForm form, ApiClient api, string empty, CancellationToken token)
    {
        var rows = new List<BatchRow>(form.Pictures.Count);
        foreach (var pictures in form.Pictures.Chunk(MostPerRequest))
        {
            var asked = pictures.Where(picture => picture.Bytes.Length > 0).ToArray();
            var answers = new Queue<ApiBatchItem>(await AskAsync(asked, form, api, token));
            rows.AddRange(pictures.Select(picture => picture.Bytes.Length == 0 ? new BatchRow(picture.Name, [], empty) : Row(picture, answers.Dequeue())));
        }
        return rows;
    }

    private static async Task<IReadOnlyList<ApiBatchItem>> AskAsync(BatchPicture[] pictures, BatchForm form, ApiClient api, CancellationToken token)
    {
        if (pictures.Length == 0)
            return [];
        var batch = await api.SearchBatchAsync(form.Count, form.Model, [.. pictures.Select(picture => picture.Bytes)], token);
        return batch.Answers.Count == pictures.Length ? batch.Answers : throw new ApiException(ApiProblem.Failed);
    }

    private static BatchRow Row(BatchPicture picture, ApiBatchItem item) =>
        new(picture.Name, item.Answer?.Hits ?? [], item.Answer is null ? item.Problem ?? "–" : null);
}
