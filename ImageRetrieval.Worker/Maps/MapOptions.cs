using System.ComponentModel.DataAnnotations;

namespace ImageRetrieval.Worker.Maps;

/// <summary>The configuration section <c>Map</c>: the map of the collection, which is computed after the index is published.</summary>
internal sealed class MapOptions
{
    internal const string Section = "Map";

    /// <summary>Whether maps are computed.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>With more images there is no map.</summary>
    [Range(1, 2_000_000)]
    public int MaxImages { get; set; } = 200_000;

    /// <summary>Threads that compute a map; 0 for half of those that embed, because it is not urgent.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }
}
