using ImageRetrieval.IndexBenchmark;

namespace ImageRetrieval.VisionBenchmark;

/// <summary>Contenders alternate, call by call, so that other load on the machine disturbs all of them alike.</summary>
internal static class Rounds
{
    /// <summary>One call of a contender; gives the CPU milliseconds that it took, wherever it ran.</summary>
    internal delegate double Contender();

    /// <summary>A contender of this process.</summary>
    internal static Contender Here(Action action) => () => Cpu.Seconds(action) * 1000;

    /// <summary>Milliseconds a call of each contender: median over the rounds of the mean of each round.</summary>
    internal static double[] Measure(int rounds, int runs, params Contender[] contenders)
    {
        foreach (var contender in contenders)
            contender(); // warm-up

        var means = contenders.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var run = 0; run < runs; run++)
            {
                for (var i = 0; i < contenders.Length; i++)
                    means[i][round] += contenders[i]() / runs;
            }
        }
        return [.. means.Select(Median)];
    }

    internal static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
