namespace ImageRetrieval.VectorIndex;

/// <summary>The images of a snapshot in a plane, similar ones near each other, by position.</summary>
public sealed class SnapshotLayout
{
    internal SnapshotLayout(int count) => (X, Y, Groups, Centrality) = (new float[count], new float[count], new int[count], new float[count]);

    /// <summary>Their places along one axis; the unit has no meaning, and is that of the layout that was continued.</summary>
    public float[] X { get; }

    /// <summary>Their places along the other axis.</summary>
    public float[] Y { get; }

    /// <summary>Their groups, 0 for the largest; -1 for those of none.</summary>
    public int[] Groups { get; }

    /// <summary>How typical each is of its group: the score between its embedding and the mean of the group's.</summary>
    public float[] Centrality { get; }

    /// <summary>Whether all images were free to move, not only new ones.</summary>
    public bool IsFull { get; init; }
}
