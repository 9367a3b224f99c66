namespace ImageRetrieval.Collection.Search;

/// <summary>As what the values of a field are compared.</summary>
public enum SortKind
{
    /// <summary>No image has a value.</summary>
    None,

    /// <summary>Every value is a finite number.</summary>
    Number,

    /// <summary>Every value is a date, as in ISO 8601 or English.</summary>
    Date,

    /// <summary>Anything else.</summary>
    Text,
}
