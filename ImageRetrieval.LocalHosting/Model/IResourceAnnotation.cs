namespace ImageRetrieval.LocalHosting;

/// <summary>A fact about a resource, added by a <c>With…</c> method and read when the resource starts.</summary>
public interface IResourceAnnotation;
