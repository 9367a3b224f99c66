namespace ImageRetrieval.LocalHosting;

internal static class OptionRange
{
    public static void Check<T>(string key, T value, T minimum, T maximum)
        where T : IComparable<T>
    {
        if (value.CompareTo(minimum) < 0 || value.CompareTo(maximum) > 0)
            throw new DistributedApplicationException($"{key} is {value}; it must be from {minimum} to {maximum}.");
    }
}
