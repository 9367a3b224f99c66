namespace ImageRetrieval.Collection.Search;

/// <summary>
/// An order of images by a field: numbers by value, dates by time, other text alphabetically, with numbers in it by value. Images without a
/// value follow in both directions; ties are in the order of the ids.
/// </summary>
/// <param name="Field">A name of <see cref="Items.ItemFields"/>, or <see cref="Id"/>.</param>
/// <param name="Descending">Whether the largest is first.</param>
public sealed record SortOrder(string Field, bool Descending)
{
    /// <summary>The field that stands for the id.</summary>
    public const string Id = "id";
}
