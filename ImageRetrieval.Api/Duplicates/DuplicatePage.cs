namespace ImageRetrieval.Api.Duplicates;

/// <summary>Which part of a list is requested.</summary>
/// <param name="Limit">Groups, 1..200.</param>
/// <param name="Offset">Groups to skip.</param>
/// <param name="Members">Members of a group that are listed, 1..1000.</param>
/// <param name="Version">The list that is continued; null for the newest.</param>
internal sealed record DuplicatePage(int Limit, int Offset, int Members, string? Version)
{
    private const int MostGroups = 200;
    private const int MostMembers = 1000;

    /// <exception cref="RefusalException">A number is out of range.</exception>
    internal DuplicatePage Validated()
    {
        if (Limit is < 1 or > MostGroups || Offset < 0)
            throw RefusalException.BadRequest($"limit is {Limit} and offset {Offset}; limit must be 1..{MostGroups}, offset 0 or more.");
        if (Members is < 1 or > MostMembers)
            throw RefusalException.BadRequest($"members is {Members}; it must be 1..{MostMembers}.");
        return this;
    }
}
