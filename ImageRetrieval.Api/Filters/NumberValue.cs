using System.Globalization;

namespace ImageRetrieval.Api.Filters;

/// <summary>
/// A finite number that was written as text: 2000, 2000.0 and 2e3 are equal. Up to 28 digits are told apart, so that long
/// numbers that are ids are; what is larger or smaller than those is as exact as a double.
/// </summary>
internal readonly record struct NumberValue
{
    private readonly decimal _exact;
    private readonly double _rough;

    private NumberValue(decimal exact, double rough) => (_exact, _rough) = (exact, rough);

    /// <summary>False for text that is no finite number.</summary>
    internal static bool TryParse(string text, out NumberValue number)
    {
        number = default;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rough) || !double.IsFinite(rough))
            return false;
        // Very small numbers are 0 as a decimal.
        number = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (exact != 0 || rough == 0)
            ? new NumberValue(exact, 0)
            : new NumberValue(0, rough);
        return true;
    }
}
