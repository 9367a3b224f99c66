using System.Runtime.CompilerServices;

namespace ImageRetrieval.VectorIndex;

/// <summary>Checks of callers' arguments, with uniform messages.</summary>
internal static class VectorArguments
{
    public const int MaxDimension = 65_536;

    // The rounding error of a normalised vector is below 1e-6; a vector with a larger error was not normalised.
    private const double UnitTolerance = 1e-3;

    public static void CheckDimension(int dimension)
    {
        if (dimension is < 1 or > MaxDimension)
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, $"Dimension is 1 to {MaxDimension}.");
    }

    public static void CheckLength(
        ReadOnlySpan<float> vector, int dimension, [CallerArgumentExpression(nameof(vector))] string? name = null)
    {
        if (vector.Length != dimension)
            throw new ArgumentException($"{name} has {vector.Length} components; this index has {dimension}.", name);
    }

    public static void CheckUnit(ReadOnlySpan<float> vector, [CallerArgumentExpression(nameof(vector))] string? name = null)
    {
        double length = Math.Sqrt(UnitVector.SquaredLength(vector));
        // Written so that NaN fails too.
        if (!(Math.Abs(length - 1) <= UnitTolerance))
            throw new ArgumentException($"{name} has length {length:G6}; it must be 1 within {UnitTolerance}: normalise it first.", name);
    }

    public static void CheckFilter(NodeSet? filter, int count)
    {
        if (filter is not null && filter.GraphCount != count)
            throw new ArgumentException($"The filter is for a graph of {filter.GraphCount} nodes; this one has {count}.", nameof(filter));
    }

    public static void CheckSearch(int k, int efSearch)
    {
        CheckK(k);
        ArgumentOutOfRangeException.ThrowIfLessThan(efSearch, 1);
    }

    public static void CheckK(int k) => ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
}
