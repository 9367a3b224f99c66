using System.Numerics.Tensors;

namespace ImageRetrieval.Evaluation.Robustness;

/// <summary>How often an edited picture's original was found, and at which place. Thread-safe.</summary>
internal sealed class FoundAgain
{
    private readonly Lock _lock = new();
    private int _first;
    private int _amongTen;
    private double _reciprocals;

    /// <summary>Edited pictures that were searched for.</summary>
    internal int Queries { get; private set; }

    /// <summary>Share whose original was the first hit.</summary>
    internal double HitAt1 => (double)_first / Queries;

    /// <summary>Share whose original was among the first ten.</summary>
    internal double HitAt10 => (double)_amongTen / Queries;

    /// <summary>Mean reciprocal rank: 1 when the original is always first, 0.5 when it is always second.</summary>
    internal double MeanReciprocalRank => _reciprocals / Queries;

    /// <param name="rank">The original's place, from 1.</param>
    internal void Add(int rank)
    {
        lock (_lock)
        {
            Queries++;
            _first += rank == 1 ? 1 : 0;
            _amongTen += rank <= 10 ? 1 : 0;
            _reciprocals += 1.0 / rank;
        }
    }

    /// <summary>The original's place among all pictures; an equally near one comes before it.</summary>
    /// <remarks>So that a model which finds all pictures alike finds none.</remarks>
    internal static int RankOf(int original, ReadOnlySpan<float> query, float[][] pictures)
    {
        var score = TensorPrimitives.Dot(query, pictures[original]);
        var rank = 1;
        for (var i = 0; i < pictures.Length; i++)
        {
            if (i != original && TensorPrimitives.Dot(query, pictures[i]) >= score)
                rank++;
        }
        return rank;
    }
}
