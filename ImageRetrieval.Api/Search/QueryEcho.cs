using ImageRetrieval.Vision.Decoding;

namespace ImageRetrieval.Api.Search;

/// <summary>A part of the query, as it was understood.</summary>
/// <param name="Kind"><c>upload</c>, <c>image</c>, <c>id</c>, <c>url</c> or <c>embedding</c>.</param>
/// <param name="Id">The indexed image, of the kind <c>id</c>.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="Crop">The part of the image that counted; null for all of it.</param>
internal sealed record QueryEcho(string Kind, string? Id, double Weight, CropBox? Crop);
