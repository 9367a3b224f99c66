using System.Globalization;

namespace ImageRetrieval.Collection.Items;

/// <summary>A published image: all that a search needs to know of it travels with it.</summary>
/// <param name="ImageId">Its public name: not empty, unique in a generation.</param>
/// <param name="Fields">What is known of it, by the names of <see cref="ItemFields"/>. Order is not kept.</param>
public sealed record ImageItem(string ImageId, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>Where it was downloaded; empty when unknown.</summary>
    public string Url => Fields.GetValueOrDefault(ItemFields.Url, "");

    /// <summary>Its file name; its id when it has none.</summary>
    public string Name => Fields.GetValueOrDefault(ItemFields.Name, ImageId);

    /// <summary>With its dot; empty when unknown.</summary>
    public string Extension => Fields.GetValueOrDefault(ItemFields.Extension, "");

    /// <summary>Digest of its bytes, 64 lower-case hexadecimal digits; null when the field holds anything else.</summary>
    public string? Sha256 => Fields.GetValueOrDefault(ItemFields.Sha256) is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower) ? digest : null;

    /// <summary>Pixels across, upright; null when unknown.</summary>
    public int? Width => Number(ItemFields.Width);

    /// <summary>Pixels down, upright; null when unknown.</summary>
    public int? Height => Number(ItemFields.Height);

    /// <summary>The columns of the list, in ordinal order of their names.</summary>
    public SortedDictionary<string, string> Metadata => new(
        Fields.Where(entry => entry.Key.StartsWith(ItemFields.MetadataPrefix, StringComparison.Ordinal)).ToDictionary(entry => entry.Key[ItemFields.MetadataPrefix.Length..], entry => entry.Value),
        StringComparer.Ordinal);

    private int? Number(string name) =>
        int.TryParse(Fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
