using System.Globalization;

namespace ImageRetrieval.Collection.Filters;

/// <summary>Numbers between two ends, each of them included or not.</summary>
/// <param name="Least">The lower end; negative infinity for none.</param>
/// <param name="LeastIncluded">Whether <paramref name="Least"/> is in the range.</param>
/// <param name="Most">The upper end; infinity for none.</param>
/// <param name="MostIncluded">Whether <paramref name="Most"/> is in the range.</param>
public sealed record NumberRange(double Least, bool LeastIncluded, double Most, bool MostIncluded)
{
    /// <summary>Whether a number is in the range; NaN is in none.</summary>
    public bool Contains(double value) =>
        (LeastIncluded ? value >= Least : value > Least) && (MostIncluded ? value <= Most : value < Most);

    /// <summary>The canonical text, as <c>[1990,2000)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(LeastIncluded ? '[' : '(')}{Least:R},{Most:R}{(MostIncluded ? ']' : ')')}");
}
