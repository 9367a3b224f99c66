namespace ImageRetrieval.Evaluation.Tests;

/// <summary>
/// The ranking by context as its formula says, z_q + z_d + 3 J, over all pairs and in double precision; for collections of
/// at most 300 images, all of which stand for the collection.
/// </summary>
internal sealed class ReferenceRanking(float[][] vectors, IReadOnlyList<int> collection)
{
    private const int Compared = 10;

    /// <summary>The collection, best first.</summary>
    public IReadOnlyList<(int Place, double RankScore)> Rank(int query)
    {
        var mine = Nearest(query);
        var (mean, deviation) = Moments(query);
        return [.. collection.Select(place =>
        {
            var score = Cosine(query, place);
            var (itsMean, itsDeviation) = Moments(place);
            var its = Nearest(place);
            return (Place: place, RankScore: (score - mean) / deviation + (score - itsMean) / itsDeviation + 3.0 * mine.Intersect(its).Count() / mine.Union(its).Count());
        }).OrderByDescending(hit => hit.RankScore)];
    }

    /// <summary>Mean over the three best hits of their cosine less half of that hit's mean cosine to its own ten nearest.</summary>
    public double Distinction(int query) =>
        Nearest(query).Take(3).Average(hit => Cosine(query, hit) - Nearest(hit).Average(other => Cosine(hit, other)) / 2);

    public double Cosine(int one, int other)
    {
        double dot = 0, square = 0, otherSquare = 0;
        for (var i = 0; i < vectors[one].Length; i++)
        {
            dot += (double)vectors[one][i] * vectors[other][i];
            square += (double)vectors[one][i] * vectors[one][i];
            otherSquare += (double)vectors[other][i] * vectors[other][i];
        }
        return dot / Math.Sqrt(square * otherSquare);
    }

    private List<int> Nearest(int place) =>
        [.. collection.Where(other => other != place).OrderByDescending(other => Cosine(place, other)).Take(Compared)];

    private (double Mean, double Deviation) Moments(int place)
    {
        double[] scores = [.. collection.Where(other => other != place).Select(other => Cosine(place, other))];
        var mean = scores.Average();
        return (mean, Math.Sqrt(scores.Average(score => (score - mean) * (score - mean))));
    }
}
