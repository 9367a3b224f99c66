using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Batch;

/// <summary>Searches with each picture of a batch on its own.</summary>
internal static class BatchSearch
{
    // The Api's limit.
    private const int MostPerRequest = 64;

    /// <exception cref="ApiException">There is no answer at all. A picture that cannot be searched with only has a problem of its own.</exception>
    public static async Task<IReadOnlyList<BatchRow>> RunAsync(BatchForm form, ApiClient api, CancellationToken token)
    {
        var rows = new List<BatchRow>(form.Pictures.Count);
        foreach (var pictures in form.Pictures.Chunk(MostPerRequest))
        {
            var batch = await api.SearchBatchAsync(form.Count, form.Model, [.. pictures.Select(picture => picture.Bytes)], token);
            if (batch.Answers.Count != pictures.Length)
                throw new ApiException(ApiProblem.Failed);
            rows.AddRange(pictures.Zip(batch.Answers, (picture, item) => new BatchRow(picture.Name, item.Answer?.Hits ?? [], item.Answer is null ? item.Problem ?? "–" : null)));
        }
        return rows;
    }
}
