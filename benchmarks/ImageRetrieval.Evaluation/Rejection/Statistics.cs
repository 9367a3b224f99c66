namespace ImageRetrieval.Evaluation.Rejection;

/// <summary>The values of a statistic for queries whose label is present and for those whose label is absent.</summary>
/// <param name="Present">Values of the first, in any order.</param>
/// <param name="Absent">Values of the second: they should be smaller.</param>
internal sealed record Statistics(IReadOnlyList<double> Present, IReadOnlyList<double> Absent)
{
    /// <summary>Probability that an absent query has the smaller value of one of each; a tie counts half. 0.5 is chance.</summary>
    internal double AreaUnderCurve()
    {
        double[] present = [.. Present.Order()];
        var sum = 0.0;
        foreach (var value in Absent)
            sum += (Above(present, value) + AboveOrEqual(present, value)) / 2.0;
        return sum / ((double)Present.Count * Absent.Count);
    }

    /// <summary>The share of absent queries that are rejected when so many present ones are, too.</summary>
    /// <param name="falseAlarms">Share of the present queries that may be rejected, 0..1.</param>
    internal double RejectedAt(double falseAlarms)
    {
        double[] present = [.. Present.Order()];
        // Strictly below the value at this place are at most as many as allowed.
        var cut = present[Math.Min((int)(falseAlarms * present.Length), present.Length - 1)];
        return Absent.Count(value => value < cut) / (double)Absent.Count;
    }

    private static int AboveOrEqual(double[] ascending, double value) => ascending.Length - Count(ascending, value, orEqual: false);

    private static int Above(double[] ascending, double value) => ascending.Length - Count(ascending, value, orEqual: true);

    /// <summary>How many are below a value, or at it.</summary>
    private static int Count(double[] ascending, double value, bool orEqual)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ascending[middle] < value || (orEqual && ascending[middle] == value))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
