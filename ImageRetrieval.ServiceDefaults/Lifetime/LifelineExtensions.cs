using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ImageRetrieval.ServiceDefaults.Lifetime;

internal static class LifelineExtensions
{
    public static void AddLifeline(this IHostApplicationBuilder builder)
    {
        if (!Lifeline.IsWanted)
            return;
        Lifeline.Watch();
        builder.Services.AddHostedService<Lifeline>();
    }
}
