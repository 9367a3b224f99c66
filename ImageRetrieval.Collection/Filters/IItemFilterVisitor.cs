namespace ImageRetrieval.Collection.Filters;

/// <summary>Translates a filter, one method for each kind of condition.</summary>
/// <typeparam name="T">What a condition becomes.</typeparam>
public interface IItemFilterVisitor<out T>
{
    /// <summary>All parts hold.</summary>
    T VisitAnd(AndFilter filter);

    /// <summary>At least one part holds.</summary>
    T VisitOr(OrFilter filter);

    /// <summary>The part does not hold.</summary>
    T VisitNot(NotFilter filter);

    /// <summary>A field has one of some values.</summary>
    T VisitIn(InFilter filter);

    /// <summary>A field begins with a text.</summary>
    T VisitStarts(StartsFilter filter);

    /// <summary>A field contains a text.</summary>
    T VisitContains(ContainsFilter filter);

    /// <summary>A field is a number in a range.</summary>
    T VisitRange(RangeFilter filter);

    /// <summary>The image has one of some ids.</summary>
    T VisitIds(IdsFilter filter);
}
