namespace ImageRetrieval.Portal.Api;

/// <summary>Asks the Api for something that a page may have to do without.</summary>
internal static class ApiAttempt
{
    /// <summary>The answer, or the problem; it never throws for what the Api does.</summary>
    public static async Task<(T? Value, ApiException? Problem)> Of<T>(Func<Task<T>> ask)
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
