using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.ServiceDefaults.Tests;

public sealed class ValidatedOptionsTests
{
    [Fact]
    public void An_invalid_value_is_reported_with_its_key_the_value_and_the_range() =>
        Assert.Equal(["Oven:Degrees is 900; it must be 20..300."], Failures(("Oven:Degrees", "900")));

    [Fact]
    public void All_invalid_values_are_reported_and_custom_messages_are_kept() =>
        Assert.Equal(["Oven:Dish is empty: name a dish.", "Oven:Degrees is 1; it must be 20..300."], Failures(("Oven:Dish", ""), ("Oven:Degrees", "1")));

    [Fact]
    public void Rules_across_values_are_checked_when_each_value_is_valid()
    {
        Assert.Equal(["A soufflé needs less than 220 degrees."], Failures(("Oven:Dish", "soufflé"), ("Oven:Degrees", "250")));
        Assert.Equal(["Oven:Degrees is 999; it must be 20..300."], Failures(("Oven:Dish", "soufflé"), ("Oven:Degrees", "999")));
    }

    [Fact]
    public void Valid_values_pass() => Assert.Empty(Failures(("Oven:Dish", "soufflé"), ("Oven:Degrees", "180")));

    private static string[] Failures(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
        services.AddValidatedOptions<Oven>("Oven");
        using var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException error)
        {
            return [.. error.Failures];
        }
    }

    private sealed class Oven : IValidatableObject
    {
        [Required(ErrorMessage = "Oven:Dish is empty: name a dish.")]
        public string Dish { get; set; } = "bread";

        [Range(20, 300)]
        public int Degrees { get; set; } = 200;

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
            Dish == "soufflé" && Degrees >= 220 ? [new ValidationResult("A soufflé needs less than 220 degrees.")] : [];
    }
}
