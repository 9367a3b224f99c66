using Microsoft.Extensions.Configuration;

namespace ImageRetrieval.LocalHosting;

/// <summary>Values from outside of the model, under Aspire's names.</summary>
public static class ParameterBuilderExtensions
{
    /// <summary>A value of the configuration's section <c>Parameters</c>; a missing one ends the start with a sentence.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ParameterResource(name, () => Configured(builder, $"Parameters:{name}", $"The parameter '{name}'"), secret));
    }

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(valueGetter);
        return builder.AddResource(new ParameterResource(name, valueGetter, secret));
    }

    /// <summary>A value of the configuration's section <c>ConnectionStrings</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource<IResourceWithConnectionString>(
            new ConnectionStringResource(name, () => Configured(builder, $"ConnectionStrings:{name}", $"The connection string '{name}'")));
    }

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(parameter);
        if (parameter.Resource.Secret)
            builder.WithAnnotation(new SecretValuesAnnotation(() => [parameter.Resource.Value]));
        return builder.WithEnvironment(context => context.EnvironmentVariables[name] = parameter.Resource.Value);
    }

    /// <summary>Gives the resource the connection string as <c>ConnectionStrings__name</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        return builder
            .WithEnvironment(context => context.EnvironmentVariables[$"ConnectionStrings__{connectionName ?? source.Resource.Name}"] = source.Resource.ConnectionString)
            .WithAnnotation(new SecretValuesAnnotation(() => [source.Resource.ConnectionString]));
    }

    private static string Configured(IDistributedApplicationBuilder builder, string key, string what) =>
        builder.Configuration[key] is { Length: > 0 } value
            ? value
            : throw new DistributedApplicationException($"{what} has no value: set {key} in appsettings.json, as the variable {key.Replace(":", "__", StringComparison.Ordinal)}, or with --{key}=….");
}
