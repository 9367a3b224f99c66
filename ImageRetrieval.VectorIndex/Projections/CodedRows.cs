namespace ImageRetrieval.VectorIndex;

/// <summary>The rows of a matrix as 8-bit codes, for products with coded vectors.</summary>
internal sealed unsafe class CodedRows
{
    private readonly AlignedMemory _memory;
    private readonly CodeRows _rows;

    public CodedRows(FloatMatrix matrix)
    {
        long codeBytes = (long)matrix.Rows * CodeDot.PaddedLength(matrix.Columns);
        _memory = new AlignedMemory(codeBytes + ((long)matrix.Rows * sizeof(CodeInfo)));
        _rows = new CodeRows(_memory.Pointer, (CodeInfo*)(_memory.Pointer + codeBytes), matrix.Rows, matrix.Columns);
        for (int row = 0; row < matrix.Rows; row++)
            _rows.Encode(row, matrix.Row(row));
        GC.KeepAlive(matrix);
    }

    /// <summary>The inner products of a coded vector with every row.</summary>
    /// <param name="codes">Of the vector, without bias, as long as a row.</param>
    /// <param name="info">Of the vector.</param>
    /// <param name="results">Receives as many numbers as there are rows.</param>
    public void Multiply(sbyte* codes, CodeInfo info, float* results)
    {
        int* dots = stackalloc int[4];
        int last = _rows.Count - 1, bias = CodeRows.Bias * info.Sum;
        for (int row = 0; row <= last; row += 4)
        {
            CodeDot.Four(codes, _rows.Row(row), _rows.Row(Math.Min(row + 1, last)), _rows.Row(Math.Min(row + 2, last)), _rows.Row(Math.Min(row + 3, last)), _rows.Stride, dots);
            for (int i = 0; i < Math.Min(4, last - row + 1); i++)
                results[row + i] = (dots[i] - bias) * (_rows.Scale(row + i) * info.Scale);
        }

        GC.KeepAlive(this);
    }
}
