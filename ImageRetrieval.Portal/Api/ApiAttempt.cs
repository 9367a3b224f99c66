namespace ImageRetrieval.Portal.Api;

/// <summary>Requests something from the Api that a page can do without.</summary>
internal static class ApiAttempt
{
    /// <summary>The answer or the problem; a failure of the Api is returned, not thrown.</summary>
    internal static async Task<(T? Value, ApiException? Problem)> Of<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return (await ask(), null);
        }
        catch (ApiException e)
        {
            return (null, e);
        }
    }
}
