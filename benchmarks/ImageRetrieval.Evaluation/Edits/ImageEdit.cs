using NetVips;

namespace ImageRetrieval.Evaluation.Edits;

/// <summary>Something that people do to pictures before they publish them again.</summary>
/// <param name="Name">For tables, short.</param>
/// <param name="Description">What it does, in a few words.</param>
/// <param name="Apply">From an upright sRGB picture of three bands of 8 bits to an encoded one.</param>
internal sealed record ImageEdit(string Name, string Description, Func<Image, byte[]> Apply);
