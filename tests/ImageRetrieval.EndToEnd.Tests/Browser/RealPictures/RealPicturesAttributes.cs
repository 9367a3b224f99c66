namespace ImageRetrieval.EndToEnd.Tests.Browser.RealPictures;

/// <summary>A test that looks in a browser at a collection of real photos; without either it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealPicturesFactAttribute : FactAttribute
{
    public RealPicturesFactAttribute() => Skip = RealSystem.Missing;
}

/// <summary>Saves pictures of real photos for people, when somebody asks for them and the photos are there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealScreenshotFactAttribute() : ScreenshotFactAttribute(RealSystem.Missing);

/// <summary>As <see cref="RealPicturesFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealPicturesTheoryAttribute : TheoryAttribute
{
    public RealPicturesTheoryAttribute() => Skip = RealSystem.Missing;
}
