namespace ImageRetrieval.VectorIndex;

/// <summary>Nodes in a plane.</summary>
internal sealed class Plane(int count)
{
    public int Count => count;

    public float[] X { get; } = new float[count];

    public float[] Y { get; } = new float[count];

    public void CopyTo(Plane other)
    {
        X.CopyTo(other.X, 0);
        Y.CopyTo(other.Y, 0);
    }
}
