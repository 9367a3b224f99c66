using System.Runtime.InteropServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>A node's stored context: its nearest neighbours, and the statistics of its scores against a random sample. 96 bytes, as in the file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ContextRow
{
    /// <summary>The number of stored neighbours: one more than are compared, so that any one of them can be left out.</summary>
    public const int Stored = Compared + 1;

    /// <summary>The number of nearest neighbours by which two nodes are compared.</summary>
    public const int Compared = 10;

    /// <summary>Bytes of a row.</summary>
    public const int Bytes = (Stored * 2 * sizeof(int)) + (2 * sizeof(float));

    private fixed int _nodes[Stored];
    private fixed float _scores[Stored];

    /// <summary>Mean score against the sample.</summary>
    public float Mean;

    /// <summary>Standard deviation of the scores against the sample; more than 0.</summary>
    public float Deviation;

    /// <summary>The nearest neighbours by descending score, equal scores by node; -1 after the last.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public Span<int> Nodes => MemoryMarshal.CreateSpan(ref _nodes[0], Stored);

    /// <summary>Their scores; 0 after the last.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public Span<float> Scores => MemoryMarshal.CreateSpan(ref _scores[0], Stored);

    /// <summary>The number of stored neighbours.</summary>
    public int Known
    {
        get
        {
            int end = Nodes.IndexOf(-1);
            return end < 0 ? Stored : end;
        }
    }

    /// <summary>Whether there are no neighbours.</summary>
    public bool IsAlone => _nodes[0] < 0;

    /// <summary>Score of the nearest neighbour.</summary>
    public float Nearest => _scores[0];

    /// <summary>Removes all neighbours.</summary>
    public void Clear()
    {
        Nodes.Fill(-1);
        Scores.Clear();
    }

    /// <summary>Inserts a neighbour in order; false if it is too far or already present.</summary>
    public bool Insert(int node, float score)
    {
        int known = Known;
        if (known == Stored && !Precedes(score, node, known - 1))
            return false;
        if (Nodes[..known].Contains(node))
            return false;
        int place = Math.Min(known, Stored - 1);
        for (; place > 0 && Precedes(score, node, place - 1); place--)
            (_nodes[place], _scores[place]) = (_nodes[place - 1], _scores[place - 1]);
        (_nodes[place], _scores[place]) = (node, score);
        return true;
    }

    /// <summary>Mean score of the ten nearest neighbours, without one of them; 0 when there are none.</summary>
    /// <param name="without">The node that is left out; -1 for none.</param>
    public float MeanOfNearest(int without)
    {
        float sum = 0;
        int taken = 0;
        for (int i = 0; i < Stored && _nodes[i] >= 0 && taken < Compared; i++)
        {
            if (_nodes[i] == without)
                continue;
            sum += _scores[i];
            taken++;
        }

        return taken == 0 ? 0 : sum / taken;
    }

    private bool Precedes(float score, int node, int place) =>
        score > _scores[place] || (score == _scores[place] && node < _nodes[place]);
}
