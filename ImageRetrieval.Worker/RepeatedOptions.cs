namespace ImageRetrieval.Worker;

/// <summary>Options that may be given more than once: configuration keeps the last of them, so they become one with commas.</summary>
internal static class RepeatedOptions
{
    /// <param name="args">The command line.</param>
    /// <param name="names">The options, with their dashes.</param>
    internal static string[] Join(string[] args, params string[] names)
    {
        var rest = new List<string>();
        var values = names.ToDictionary(name => name, _ => new List<string>(), StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Length; i++)
        {
            var parts = args[i].Split('=', 2);
            if (!values.TryGetValue(parts[0], out var found))
                rest.Add(args[i]);
            else if (parts.Length == 2)
                found.Add(parts[1]);
            else if (i + 1 < args.Length)
                found.Add(args[++i]);
        }
        return [.. rest, .. values.Where(option => option.Value.Count > 0).SelectMany(option => (string[])[option.Key, string.Join(',', option.Value)])];
    }
}
