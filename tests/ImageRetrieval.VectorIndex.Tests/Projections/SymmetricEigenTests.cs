namespace ImageRetrieval.VectorIndex.Tests;

public sealed class SymmetricEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(60)]
    public void Each_vector_is_multiplied_by_its_value(int size)
    {
        double[][] matrix = Symmetric(size, seed: size);
        (double[] values, double[][] vectors) = SymmetricEigen.Decompose(Copy(matrix));
        for (int i = 0; i < size; i++)
        {
            for (int row = 0; row < size; row++)
                Assert.Equal(values[i] * vectors[i][row], Dot(matrix[row], vectors[i]), 1e-9);
        }
    }

    [Fact]
    public void Vectors_are_orthonormal_and_values_descend()
    {
        (double[] values, double[][] vectors) = SymmetricEigen.Decompose(Symmetric(40, seed: 3));
        Assert.Equal(values.OrderDescending(), values);
        for (int i = 0; i < vectors.Length; i++)
        {
            for (int j = 0; j <= i; j++)
                Assert.Equal(i == j ? 1 : 0, Dot(vectors[i], vectors[j]), 1e-12);
        }
    }

    [Fact]
    public void Equal_values_and_zero_are_no_trouble()
    {
        double[][] matrix = [[2, 0, 0], [0, 2, 0], [0, 0, 0]];
        (double[] values, double[][] vectors) = SymmetricEigen.Decompose(matrix);
        Assert.Equal([2, 2, 0], values);
        Assert.All(vectors, vector => Assert.Equal(1, Dot(vector, vector), 1e-12));
    }

    private static double[][] Symmetric(int size, int seed)
    {
        var random = new Random(seed);
        double[][] matrix = [.. Enumerable.Range(0, size).Select(_ => new double[size])];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
                matrix[row][column] = matrix[column][row] = random.NextDouble() - 0.5;
        }

        return matrix;
    }

    private static double[][] Copy(double[][] matrix) => [.. matrix.Select(row => row.ToArray())];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
