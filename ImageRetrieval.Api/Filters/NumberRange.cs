using System.Globalization;

namespace ImageRetrieval.Api.Filters;

/// <summary>Numbers between two ends, each of them included or not.</summary>
internal sealed record NumberRange(double Least, bool LeastIncluded, double Most, bool MostIncluded)
{
    internal bool Contains(double value) =>
        (LeastIncluded ? value >= Least : value > Least) && (MostIncluded ? value <= Most : value < Most);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(LeastIncluded ? '[' : '(')}{Least:R},{Most:R}{(MostIncluded ? ']' : ')')}");
}
