using ImageRetrieval.Fixtures;

namespace ImageRetrieval.EndToEnd.Tests.Browser;

/// <summary>Further models that need no download: the built-in network on the middle of the picture only.</summary>
internal static class SecondModel
{
    /// <summary>Writes a model list with the models <c>second</c> and <c>third</c>; returns its path.</summary>
    public static string Write(TemporaryFolder folder)
    {
        var path = folder.File("models.json");
        File.WriteAllText(path, """
            {"models":[{"name":"second","description":"The middle of the picture.","file":"embedded:builtin.onnx","licence":"MIT",
              "preprocessing":{"name":"middle","rule":"shorter-side-crop","resize":192,"crop":128,"mean":[0,0,0],"std":[1,1,1]},"featureTensor":"embedding","dimension":884},
             {"name":"third","description":"Most of the picture.","file":"embedded:builtin.onnx","licence":"MIT",
              "preprocessing":{"name":"most","rule":"shorter-side-crop","resize":152,"crop":128,"mean":[0,0,0],"std":[1,1,1]},"featureTensor":"embedding","dimension":884}]}
            """);
        return path;
    }
}
