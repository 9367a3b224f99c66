namespace ImageRetrieval.Portal.Uploads;

/// <summary>A picture that a visitor uploaded.</summary>
internal sealed record UploadedPicture(byte[] Bytes);
