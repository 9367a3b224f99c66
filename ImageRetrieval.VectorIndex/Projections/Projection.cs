namespace ImageRetrieval.VectorIndex;

/// <summary>
/// A linear map of unit vectors to far fewer components that keeps inner products as well as so few can: its rows are orthonormal
/// (LeanVec, arXiv 2312.16335, with directions of the vectors alone). Immutable.
/// </summary>
internal sealed unsafe class Projection
{
    private readonly CodedRows _coded;

    /// <param name="directions">One row a component, the longest direction first.</param>
    /// <param name="error">By how much the distance of near vectors is overestimated, but for one in a hundred; 0 or more.</param>
    /// <param name="recall">Share of the nearest that was among the candidates on the vectors that it was chosen with, 0..1.</param>
    public Projection(FloatMatrix directions, float error, float recall)
    {
        (Directions, Error, Recall) = (directions, error, recall);
        _coded = new CodedRows(directions);
    }

    public FloatMatrix Directions { get; }

    /// <summary>Components of a projected vector.</summary>
    public int Length => Directions.Rows;

    /// <summary>Components of a vector.</summary>
    public int Dimension => Directions.Columns;

    /// <summary>Distances between projections are longer than the true ones, by at most this but for one in a hundred.</summary>
    public float Error { get; }

    /// <summary>What <see cref="ProjectionQuality.Recall"/> was when it was learned, 0..1.</summary>
    public float Recall { get; }

    /// <summary>Floats that the result of <see cref="Apply(float*, float*)"/> needs room for.</summary>
    public static int RoomFor(int length) => length + 3;

    /// <summary>Projects a padded unit vector.</summary>
    // Invariant: vector has as many readable floats as a padded row, result has room for RoomFor(Length) floats.
    public void Apply(float* vector, float* result) => Directions.Multiply(vector, result);

    /// <summary>Projects a vector by its codes: a fifth of the time, and to within the rounding of codes the same.</summary>
    // Invariant: codes has as many readable bytes as a row of codes, result has room for RoomFor(Length) floats.
    public void Apply(sbyte* codes, CodeInfo info, float* result) => _coded.Multiply(codes, info, result);
}
