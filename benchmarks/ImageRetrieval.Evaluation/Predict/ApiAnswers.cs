using System.Collections.Concurrent;
using ImageRetrieval.Evaluation.Images;
using ImageRetrieval.Evaluation.Measures;
using ImageRetrieval.Evaluation.Report;

namespace ImageRetrieval.Evaluation.Predict;

/// <summary>The answers to one set's queries, from several threads, and what they come to.</summary>
internal sealed class ApiAnswers(LabelledSet set, EvaluationOptions options)
{
    private readonly Judge _judge = new(set, options.Seed);
    private readonly Dictionary<string, int> _places = set.Images.Select((image, place) => (image.ImageId, place)).ToDictionary(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Model, QueryQuality? Quality, double Ms)> _answers = new();
    private int _refused;
    private int _known;
    private int _unknown;

    internal void Add(int query, PredictReply? reply, TimeSpan took)
    {
        if (reply is null)
        {
            Interlocked.Increment(ref _refused);
            return;
        }
        var hits = reply.Hits.Select(hit => new Hit(_places.GetValueOrDefault(hit.ImageId, -1), hit.Score)).ToList();
        Interlocked.Add(ref _known, hits.Count(hit => hit.Image >= 0));
        Interlocked.Add(ref _unknown, hits.Count(hit => hit.Image < 0));
        // An answer shorter than requested is the whole ranking: what is missing in it is missing in the index.
        _answers.Enqueue((reply.Model, _judge.Query(query, hits, cutOff: hits.Count == options.Count), took.TotalMilliseconds));
    }

    /// <exception cref="EvaluationException">No query was answered, or no hit is of this set.</exception>
    internal ResultRow Row()
    {
        if (_answers.IsEmpty)
            throw new EvaluationException($"The Api rejected all images of '{set.Name}'.");
        if (_known == 0)
            throw new EvaluationException($"The Api found no image of '{set.Name}': the ids of the list must be those of the list that was indexed.");
        if (_unknown > 0)
            Console.Error.WriteLine($"{set.Name}: {_unknown} hits are not in the list and count as wrong; the index contains other images as well.");
        return new ResultRow(set, string.Join('/', _answers.Select(answer => answer.Model).Distinct().Order(StringComparer.Ordinal)), Quality.Of([.. _answers.Select(answer => answer.Quality)]))
        {
            Unreadable = _refused,
            RequestMs = _answers.Average(answer => answer.Ms),
        };
    }
}
