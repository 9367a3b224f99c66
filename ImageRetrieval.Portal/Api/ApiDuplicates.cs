namespace ImageRetrieval.Portal.Api;

/// <summary>The answer of <c>GET /v1/duplicates</c>: a page of groups of copies.</summary>
/// <param name="State">What is known of the copies.</param>
/// <param name="Searched">Files whose copies have been searched for.</param>
/// <param name="Files">Files of the snapshot.</param>
/// <param name="Version">Identifies the list, so that later pages continue it.</param>
/// <param name="Total">The number of groups.</param>
/// <param name="Groups">The groups of this page, those with the most images first.</param>
internal sealed record ApiDuplicates(ApiDuplicatesState State, long Searched, long Files, string? Version, int Total, IReadOnlyList<ApiDuplicateGroup> Groups);

/// <summary>A group of copies.</summary>
/// <param name="Images">The number of its images; a large group has more than are listed.</param>
/// <param name="Keep">The image that is recommended to be kept.</param>
/// <param name="Members">The image to keep first, then its copies.</param>
internal sealed record ApiDuplicateGroup(int Images, ApiKeep Keep, IReadOnlyList<ApiDuplicate> Members);

/// <summary>The image that is recommended to be kept, and why: a word and a sentence.</summary>
internal sealed record ApiKeep(string Id, string? Reason, string? Why);

/// <summary>An image of a group: how it is a copy of the image to keep, and the size of its file.</summary>
internal sealed record ApiDuplicate(string Id, string? Url, string? Name, int? Width, int? Height, string? Thumbnail, string? Level, double Similarity, long? Bytes)
    : ApiImage(Id, Url, Name, null, Width, Height, Thumbnail);
