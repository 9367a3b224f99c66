namespace ImageRetrieval.Portal.Uploads;

/// <summary>A picture that a visitor brought: its bytes and the name that its owner gave it.</summary>
internal sealed record QueryPicture(byte[] Bytes, string Name)
{
    private const int MaxNameLength = 200;

    /// <summary>The name without a folder and without control characters, for people.</summary>
    public string ShownName
    {
        get
        {
            var last = Name[(Name.LastIndexOfAny(['/', '\\']) + 1)..];
            var clean = new string([.. last.Where(c => !char.IsControl(c))]).Trim();
            return clean.Length <= MaxNameLength ? clean : clean[..MaxNameLength];
        }
    }
}
