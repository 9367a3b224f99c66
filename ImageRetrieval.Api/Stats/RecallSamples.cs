using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Api.Stats;

/// <summary>Samples real queries, to be compared with exact search when there is time. When the queue is full, samples are dropped.</summary>
internal sealed class RecallSamples(IOptions<ApiOptions> options)
{
    private const int MostWaiting = 16;

    private readonly Channel<RecallSample> _waiting = Channel.CreateBounded<RecallSample>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly int _every = options.Value.RecallEvery;
    private long _queries;

    internal ChannelReader<RecallSample> Waiting => _waiting.Reader;

    /// <summary>Whether the next query is one of those that are compared.</summary>
    internal bool IsWanted() => _every > 0 && Interlocked.Increment(ref _queries) % _every == 0;

    internal void Add(RecallSample sample) => _waiting.Writer.TryWrite(sample);
}
