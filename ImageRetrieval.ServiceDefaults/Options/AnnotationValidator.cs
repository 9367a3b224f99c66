using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults.Options;

/// <summary>Reports failed annotations in sentences for the author of the configuration.</summary>
internal sealed class AnnotationValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var failures = new List<string>();
        foreach (var property in typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(options);
            failures.AddRange(property.GetCustomAttributes<ValidationAttribute>()
                .Where(rule => !rule.IsValid(value))
                .Select(rule => Sentence(rule, $"{section}:{property.Name}", value)));
        }
        // As in the framework: rules across properties are checked only when each property is valid.
        if (failures.Count == 0 && options is IValidatableObject whole)
            failures.AddRange(whole.Validate(new ValidationContext(options)).Select(result => result.ErrorMessage ?? "an option is wrong"));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static string Sentence(ValidationAttribute rule, string key, object? value) => rule switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"{key} is {value}; it must be {range.Minimum}..{range.Maximum}."),
        _ => rule.FormatErrorMessage(key),
    };
}
