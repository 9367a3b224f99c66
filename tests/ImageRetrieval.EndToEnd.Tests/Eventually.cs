using System.Diagnostics;

namespace ImageRetrieval.EndToEnd.Tests;

/// <summary>Waits for what another process does, asking often and giving up after a bound.</summary>
internal static class Eventually
{
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, TimeSpan limit, Func<string> explain)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < limit)
        {
            if (await TryAsync(ask) is { } found)
                return found;
            await Task.Delay(50);
        }
        throw new TimeoutException($"It did not happen within {limit.TotalSeconds:0} s.\n{explain()}");
    }

    public static Task TrueAsync(Func<Task<bool>> ask, TimeSpan limit, Func<string> explain) =>
        GetAsync(async () => await ask() ? "yes" : null, limit, explain);

    private static async Task<T?> TryAsync<T>(Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException)
        {
            return null; // it does not listen yet
        }
        catch (IOException)
        {
            return null; // the file is being replaced
        }
    }
}
