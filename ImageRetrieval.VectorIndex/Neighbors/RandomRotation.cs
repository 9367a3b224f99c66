namespace ImageRetrieval.VectorIndex;

/// <summary>A rotation at random: orthonormal rows (Gram and Schmidt, each row twice, as rounding leaves something of the first pass).</summary>
internal static class RandomRotation
{
    // The sum of so many uniform numbers is close enough to a normal one, whose directions are all equally likely.
    private const int Summed = 12;

    public static double[][] Create(int size, ulong seed)
    {
        var rows = new double[size][];
        for (int row = 0; row < size; row++)
        {
            rows[row] = new double[size];
            foreach (ref double value in rows[row].AsSpan())
            {
                for (int i = 0; i < Summed; i++)
                    value += SplitMix.NextUnit(ref seed) - 0.5;
            }

            for (int earlier = 0; earlier < 2 * row; earlier++)
                AddScaled(rows[row], rows[earlier % row], -Dot(rows[row], rows[earlier % row]));
            double length = Math.Sqrt(Dot(rows[row], rows[row]));
            for (int i = 0; i < size; i++)
                rows[row][i] /= length;
        }

        return rows;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void AddScaled(double[] row, double[] other, double factor)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] += factor * other[i];
    }
}
