using ImageRetrieval.IndexBenchmark.Measures;

namespace ImageRetrieval.IndexBenchmark.Tests;

public sealed class CurveTests
{
    private static readonly Curve s_curve = new("any", [new(10, 0.90, 10_000, 200), new(20, 0.96, 1000, 300), new(40, 0.98, 100, 500)]);

    [Fact]
    public void Between_two_points_the_logarithm_of_the_speed_and_the_evaluations_are_linear()
    {
        var point = s_curve.At(0.93)!;

        Assert.Equal(Math.Sqrt(10_000d * 1000), point.QueriesPerSecond, 1e-6);
        Assert.Equal(250, point.Evaluations!.Value, 1e-6);
        Assert.Equal(15, point.Ef);
    }

    [Fact]
    public void At_a_measured_recall_the_measured_speed_is_given() =>
        Assert.Equal(1000, s_curve.At(0.96)!.QueriesPerSecond, 1e-6);

    [Theory]
    [InlineData(0.89)]
    [InlineData(0.981)]
    public void Outside_of_what_was_measured_there_is_no_speed(double recall) => Assert.Null(s_curve.At(recall));

    [Fact]
    public void Two_points_of_one_recall_do_not_divide_by_zero()
    {
        var flat = new Curve("flat", [new(10, 0.9, 100), new(20, 0.9, 50), new(30, 1, 10)]);

        Assert.InRange(flat.At(0.95)!.QueriesPerSecond, 10, 50);
        Assert.Equal(50, flat.At(0.9)!.QueriesPerSecond, 1e-6);
    }

    [Fact]
    public void An_engine_that_does_not_count_evaluations_has_none_between_points_either() =>
        Assert.Null(new Curve("any", [new(10, 0.9, 100), new(20, 1, 10)]).At(0.95)!.Evaluations);
}
