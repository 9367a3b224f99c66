using ImageRetrieval.Collection.Embedded.Search;
using ImageRetrieval.Collection.Filters;

namespace ImageRetrieval.Collection.Tests.Embedded.Search;

public sealed class ConditionCacheTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_table_is_made_once_for_each_condition_and_snapshot()
    {
        var made = 0;
        var cache = new ConditionCache<int>((_, _) => ++made, capacity: 2);
        Task<int> GetAsync(ItemFilter? filter) => cache.GetAsync(filter, make => Task.FromResult(make(default)), CancellationToken.None);
        var rare = new InFilter("meta.kind", ["rare"]);
        int[] got = [await GetAsync(null), await GetAsync(rare), await GetAsync(null), await GetAsync(new InFilter("meta.kind", ["rare"]))];
        Assert.Equal([1, 2, 1, 2], got);
        Assert.Equal(3, await GetAsync(new NotFilter(rare)));
        Assert.Equal(4, await GetAsync(null));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public async Task What_one_caller_gave_up_making_the_next_one_makes()
    {
        var cache = new ConditionCache<int>((_, token) => token.IsCancellationRequested ? throw new OperationCanceledException(token) : 7, capacity: 2);
        using var stop = new CancellationTokenSource();
        var begin = new TaskCompletionSource();
        var first = cache.GetAsync(null, async make =>
        {
            await begin.Task;
            return make(stop.Token);
        }, stop.Token);
        var second = cache.GetAsync(null, make => Task.FromResult(make(default)), default);
        Assert.False(second.IsCompleted);

        await stop.CancelAsync();
        begin.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(s_limit));
        Assert.Equal(7, await second.WaitAsync(s_limit));
        Assert.Equal(1, cache.Count);
    }
}
