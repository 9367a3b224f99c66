namespace ImageRetrieval.SamplePainter;

/// <summary>A finished picture and its row in the list.</summary>
internal sealed record PaintedPicture(int Id, string Kind, string Name, string Title, int Width, int Height, byte[] Jpeg);
