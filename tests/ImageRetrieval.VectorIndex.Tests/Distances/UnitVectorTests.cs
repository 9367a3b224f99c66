namespace ImageRetrieval.VectorIndex.Tests;

public sealed class UnitVectorTests
{
    [Theory]
    [InlineData(3e38f)]
    [InlineData(1f)]
    [InlineData(1e-40f)]
    public void Any_finite_length_becomes_one(float scale)
    {
        var unit = new float[3];
        Assert.True(UnitVector.TryNormalize([scale, 0, -scale], unit));
        Assert.Equal(1, UnitVector.SquaredLength(unit), 1e-6);
        Assert.Equal(0.70710677f, unit[0], 1e-6f);
        Assert.Equal(-unit[0], unit[2]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_vector_without_direction_is_refused(float component) =>
        Assert.False(UnitVector.TryNormalize([0, component], new float[2]));
}
