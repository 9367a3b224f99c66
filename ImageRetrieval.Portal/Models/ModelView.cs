using ImageRetrieval.Portal.Api;

namespace ImageRetrieval.Portal.Models;

/// <summary>A model with the statistics and the snapshots of its index.</summary>
/// <param name="Model">The model.</param>
/// <param name="IsDefault">Whether searches that name no model use it.</param>
/// <param name="Statistics">Sizes and times; null when the Api does not give them.</param>
/// <param name="Snapshots">Its published snapshots, newest first.</param>
internal sealed record ModelView(ApiModel Model, bool IsDefault, ApiModelStatistics? Statistics, IReadOnlyList<ApiSnapshot> Snapshots)
{
    /// <summary>The snapshot in use although there are newer ones; null when the newest is in use.</summary>
    internal ApiSnapshot? Pinned => Snapshots.FirstOrDefault(snapshot => snapshot.IsPinned);

    internal ApiSnapshot? Current => Snapshots.FirstOrDefault(snapshot => snapshot.IsCurrent);
}
