using System.Globalization;

namespace ImageRetrieval.IndexBenchmark;

/// <summary>Reads <c>--name value</c> pairs into options, one pair after the other.</summary>
internal static class Arguments
{
    /// <param name="arguments">Names and values in turn.</param>
    /// <param name="start">The defaults.</param>
    /// <param name="with">Options with one value changed; throws for a name that it does not know.</param>
    /// <exception cref="FormatException">The last name has no value.</exception>
    public static T Read<T>(ReadOnlySpan<string> arguments, T start, Func<T, string, string, T> with)
    {
        T options = start;
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length)
                throw new FormatException($"'{arguments[i]}' needs a value.");
            options = with(options, arguments[i], arguments[i + 1]);
        }

        return options;
    }

    /// <exception cref="FormatException">The value is no whole number from 1 on.</exception>
    public static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"'{name} {value}': a whole number from 1 on is expected.");

    /// <exception cref="FormatException">One of the values is none of those allowed.</exception>
    public static IReadOnlyList<string> Names(string name, string value, IReadOnlyList<string> allowed)
    {
        string[] names = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string? wrong = names.FirstOrDefault(n => !allowed.Contains(n));
        return wrong is null && names.Length > 0
            ? names
            : throw new FormatException($"'{name} {value}': there is no '{wrong}'; there are {string.Join(", ", allowed)}.");
    }

    public static FormatException Unknown(string name) => new($"There is no option '{name}'.");
}
