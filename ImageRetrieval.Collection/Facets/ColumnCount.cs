using System.Globalization;

namespace ImageRetrieval.Collection.Facets;

/// <summary>Counts the values of one column.</summary>
internal sealed class ColumnCount(string column, int places)
{
    /// <summary>Longer values are not useful as a choice: they are counted, but not listed.</summary>
    private const int LongestValue = 200;

    private readonly ValueCounts _values = new(places);
    private bool _isNumber = true;
    private bool _hasLong;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private int _mostDistinct;

    /// <summary>Whether the counts are too low and need a second pass.</summary>
    internal bool IsUncertain => _values.Uncertainty > 0;

    internal void Add(string value)
    {
        if (_isNumber)
            Measure(value);
        if (value.Length > LongestValue)
            _hasLong = true;
        else
            _values.Add(value);
        _mostDistinct = Math.Max(_mostDistinct, _values.Count);
    }

    internal void BeginRecount() => _values.BeginRecount();

    internal void Recount(string value) => _values.Recount(value);

    internal FacetColumn ToFacet() => new(
        column,
        _isNumber,
        _mostDistinct + (_hasLong ? 1 : 0),
        IsUncertain || _hasLong,
        _isNumber ? _min : null,
        _isNumber ? _max : null,
        [.. _values.Values
            // A value without a place may have occurred as often as this: below it, the order would not be certain.
            .Where(entry => entry.Value > _values.Uncertainty)
            .OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(FacetTable.MostValues)
            .Select(entry => new FacetValue(entry.Key, entry.Value))]);

    private void Measure(string value)
    {
        _isNumber = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
        _min = Math.Min(_min, number);
        _max = Math.Max(_max, number);
    }
}
