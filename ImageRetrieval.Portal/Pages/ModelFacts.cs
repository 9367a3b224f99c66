using ImageRetrieval.Portal.Api;
using ImageRetrieval.Portal.Language;

namespace ImageRetrieval.Portal.Pages;

/// <summary>What is known about a model, in words.</summary>
internal static class ModelFacts
{
    private const string UnknownLicence = "unknown";

    /// <summary>What it is good for, in the visitor's language; the words of its list, in whichever, for a model that the portal does not know; empty without either.</summary>
    internal static string Purpose(this ApiModel model, Texts texts) => texts.Find("Model." + model.Name) ?? model.Description ?? "";

    /// <summary>Its size, the pictures in its index, and its licence.</summary>
    internal static IEnumerable<string> Facts(this ApiModel model, Texts texts)
    {
        if (model.Dimension is > 0 and var dimension)
            yield return texts["Models.Dimension", NumberText.Number(dimension)];
        if (model.Images is { } images)
            yield return texts.Count("Models.Images", images, NumberText.Number(images));
        if (model.Licence is { Length: > 0 } licence && licence != UnknownLicence)
            yield return texts["Models.Licence", licence];
    }
}
