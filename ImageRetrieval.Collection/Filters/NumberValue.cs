using System.Globalization;

namespace ImageRetrieval.Collection.Filters;

/// <summary>
/// A finite number that was written as text: 2000, 2000.0 and 2e3 are equal. Up to 28 digits are distinguished, so that long
/// numbers used as ids stay different; larger and smaller numbers are as exact as a double.
/// </summary>
public readonly record struct NumberValue
{
    private readonly decimal _exact;
    private readonly double _rough;

    private NumberValue(decimal exact, double rough) => (_exact, _rough) = (exact, rough);

    /// <summary>Reads a number; false for text that is not a finite one.</summary>
    public static bool TryParse(string text, out NumberValue number)
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
