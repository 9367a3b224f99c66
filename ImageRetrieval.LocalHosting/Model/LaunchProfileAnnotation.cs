namespace ImageRetrieval.LocalHosting;

internal sealed class LaunchProfileAnnotation(LaunchProfile profile) : IResourceAnnotation
{
    public LaunchProfile Profile { get; } = profile;
}
