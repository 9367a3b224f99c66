using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ImageRetrieval.Evaluation;

/// <summary>Parts of command lines: whole numbers within limits, and lists.</summary>
internal static class Numbers
{
    internal static Option<int> Option(string name, int least, int most, int byDefault, string description) => new(name)
    {
        HelpName = "N", Description = description, DefaultValueFactory = _ => byDefault, CustomParser = given => Whole(given, name, given.Tokens[0].Value, least, most),
    };

    internal static int Whole(ArgumentResult given, string name, string value, int least, int most)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            given.AddError($"{name} is '{value}'; it must be a whole number, {least}..{most}.");
        return number;
    }

    internal static string[] Parts(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
