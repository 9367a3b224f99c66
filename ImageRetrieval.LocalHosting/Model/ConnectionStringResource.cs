namespace ImageRetrieval.LocalHosting;

internal sealed class ConnectionStringResource(string name, Func<string> valueGetter) : ParameterResource(name, valueGetter, secret: true), IResourceWithConnectionString
{
    public string ConnectionString => Value;
}
