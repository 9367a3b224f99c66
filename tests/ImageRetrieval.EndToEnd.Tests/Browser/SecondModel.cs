using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>A second model that needs no download: the built-in network on the middle of the picture only.</summary>
internal static class SecondModel
{
    /// <summary>Writes a model list with the model <c>second</c>; returns its path.</summary>
    public static string Write(TemporaryFolder folder)
    {
        var path = folder.File("models.json");
        File.WriteAllText(path, """
            {"models":[{"name":"second","description":"The middle of the picture.","file":"embedded:builtin.onnx","licence":"MIT",
              "preprocessing":{"name":"middle","rule":"shorter-side-crop","resize":192,"crop":128,"mean":[0,0,0],"std":[1,1,1]},"featureTensor":"embedding","dimension":884}]}
            """);
        return path;
    }
}
