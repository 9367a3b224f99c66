namespace ImageRetrieval.Collection.Duplicates;

/// <summary>One content of a group.</summary>
/// <param name="Content">Its number.</param>
/// <param name="Level">How it is a copy of the kept one; of the kept one itself <see cref="DuplicateLevel.Bytes"/>.</param>
/// <param name="Similarity">To the kept one, 0..1.</param>
public readonly record struct GroupMember(int Content, DuplicateLevel Level, float Similarity);
