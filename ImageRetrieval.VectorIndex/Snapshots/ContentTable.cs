namespace ImageRetrieval.VectorIndex;

/// <summary>Finds numbered byte strings by their content. Stores only the numbers; the bytes stay where they are.</summary>
internal sealed class ContentTable
{
    private readonly HashSet<int> _numbers;
    private readonly HashSet<int>.AlternateLookup<ReadOnlySpan<byte>> _byContent;

    /// <param name="contentOf">The bytes of a number; the same each time.</param>
    public ContentTable(Content contentOf)
    {
        _numbers = new HashSet<int>(new Comparer(contentOf));
        _byContent = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public delegate ReadOnlySpan<byte> Content(int number);

    /// <summary>Adds a number, unless one with the same content exists.</summary>
    public void Add(int number) => _numbers.Add(number);

    public bool TryFind(ReadOnlySpan<byte> content, out int number) => _byContent.TryGetValue(content, out number);

    private sealed class Comparer(Content contentOf) : IEqualityComparer<int>, IAlternateEqualityComparer<ReadOnlySpan<byte>, int>
    {
        public bool Equals(int x, int y) => x == y || contentOf(x).SequenceEqual(contentOf(y));

        public bool Equals(ReadOnlySpan<byte> alternate, int other) => alternate.SequenceEqual(contentOf(other));

        public int GetHashCode(int number) => GetHashCode(contentOf(number));

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        // Contents are added under the numbers that they have.
        public int Create(ReadOnlySpan<byte> alternate) => throw new NotSupportedException();
    }
}
