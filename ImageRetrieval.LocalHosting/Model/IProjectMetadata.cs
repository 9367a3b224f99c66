namespace ImageRetrieval.LocalHosting;

/// <summary>Where a project and its built assembly are; implemented by the generated classes in <c>Projects</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The project file.</summary>
    string ProjectPath { get; }

    /// <summary>The assembly that the build writes; a child starts as <c>dotnet exec</c> of it.</summary>
    string TargetPath { get; }
}
