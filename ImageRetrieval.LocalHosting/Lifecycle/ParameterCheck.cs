namespace ImageRetrieval.LocalHosting.Lifecycle;

/// <summary>Asks for the value of every parameter before anything starts, so that a missing one is said at once.</summary>
internal sealed class ParameterCheck(IReadOnlyList<ParameterResource> parameters)
{
    /// <exception cref="DistributedApplicationException">One has no value.</exception>
    public void Check()
    {
        foreach (var parameter in parameters)
            ArgumentNullException.ThrowIfNull(parameter.Value);
    }
}
