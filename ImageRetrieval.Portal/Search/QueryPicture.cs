namespace ImageRetrieval.Portal.Search;

/// <summary>The picture to search with: its bytes and the name that its owner gave it.</summary>
internal sealed record QueryPicture(byte[] Bytes, string Name)
{
    /// <summary>The name without a folder and without characters that have a meaning in a multipart header.</summary>
    public string WireName
    {
        get
        {
            var last = Name[(Name.LastIndexOfAny(['/', '\\']) + 1)..];
            var clean = new string([.. last.Where(c => !char.IsControl(c) && c is not ('"' or ';'))]);
            return clean.Length == 0 ? "picture" : clean.Length <= 200 ? clean : clean[..200];
        }
    }
}
