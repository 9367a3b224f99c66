namespace ImageRetrieval.VectorIndex;

/// <summary>
/// Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's method with sweeps in a fixed order
/// (Golub and Van Loan, Matrix Computations, 4th edition, section 8.5): slow for thousands of rows, and exact to rounding.
/// </summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 50;
    private const double Converged = 1e-24;

    /// <param name="matrix">Symmetric, size x size; destroyed.</param>
    /// <returns>Eigenvalues, largest first, and the eigenvector of each as a row of unit length.</returns>
    public static (double[] Values, double[][] Vectors) Decompose(double[][] matrix)
    {
        int size = matrix.Length;
        var vectors = new double[size][];
        for (int i = 0; i < size; i++)
        {
            vectors[i] = new double[size];
            vectors[i][i] = 1;
        }

        double total = matrix.Sum(row => row.Sum(value => value * value));
        for (int sweep = 0; sweep < MostSweeps && OffDiagonal(matrix) > Converged * total; sweep++)
        {
            for (int p = 0; p < size - 1; p++)
            {
                for (int q = p + 1; q < size; q++)
                    Rotate(matrix, vectors, p, q);
            }
        }

        // Equal values in the order of their rows: always the same.
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => matrix[i][i]).ThenBy(i => i)];
        return ([.. order.Select(i => matrix[i][i])], [.. order.Select(i => vectors[i])]);
    }

    private static double OffDiagonal(double[][] matrix)
    {
        double sum = 0;
        for (int p = 0; p < matrix.Length; p++)
        {
            for (int q = 0; q < p; q++)
                sum += 2 * matrix[p][q] * matrix[p][q];
        }

        return sum;
    }

    // The rotation that makes element (p, q) zero: rows p and q, then columns p and q. Row i of vectors is the i-th eigenvector.
    private static void Rotate(double[][] matrix, double[][] vectors, int p, int q)
    {
        double apq = matrix[p][q];
        if (apq == 0)
            return;
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * apq);
        double t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c;
        Mix(matrix[p], matrix[q], c, s);
        for (int i = 0; i < matrix.Length; i++)
        {
            double[] row = matrix[i];
            (row[p], row[q]) = ((c * row[p]) - (s * row[q]), (s * row[p]) + (c * row[q]));
        }

        Mix(vectors[p], vectors[q], c, s);
    }

    private static void Mix(double[] a, double[] b, double c, double s)
    {
        for (int i = 0; i < a.Length; i++)
            (a[i], b[i]) = ((c * a[i]) - (s * b[i]), (s * a[i]) + (c * b[i]));
    }
}
