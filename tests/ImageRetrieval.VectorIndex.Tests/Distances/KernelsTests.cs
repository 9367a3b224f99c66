namespace ImageRetrieval.VectorIndex.Tests;

public sealed class KernelsTests
{
    [Fact]
    public void The_environment_forces_a_kernel_and_nothing_else_changes_the_best()
    {
        string? forced = Environment.GetEnvironmentVariable(Kernels.Variable);
        Kernel expected = string.IsNullOrEmpty(forced)
            ? Enum.GetValues<Kernel>().Last(Kernels.IsSupported)
            : Enum.Parse<Kernel>(forced, ignoreCase: true);
        Assert.Equal(expected, Kernels.Chosen);
    }

    [Fact]
    public void Every_kernel_of_this_processor_can_be_forced_by_its_name()
    {
        foreach (Kernel kernel in Enum.GetValues<Kernel>().Where(Kernels.IsSupported))
            Assert.Equal(kernel, Kernels.Choose(kernel.ToString().ToLowerInvariant()));
    }

    [Fact]
    public void An_unknown_kernel_is_refused_with_the_names_that_there_are()
    {
        var e = Assert.Throws<ArgumentException>(() => Kernels.Choose("mmx"));
        Assert.Contains("IMAGERETRIEVAL_KERNEL is 'mmx'", e.Message, StringComparison.Ordinal);
        Assert.Contains("Scalar, Vector128, Avx2, AvxVnni, Avx512", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_not_a_kernel() => Assert.Throws<ArgumentException>(() => Kernels.Choose("77"));
}
