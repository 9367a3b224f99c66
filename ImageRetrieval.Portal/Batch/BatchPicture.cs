namespace ImageRetrieval.Portal.Batch;

/// <summary>A picture of a batch.</summary>
/// <param name="Name">Its file name, with folders where a whole folder was chosen.</param>
/// <param name="Bytes">The file.</param>
internal sealed record BatchPicture(string Name, byte[] Bytes);
