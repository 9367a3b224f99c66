using ImageRetrieval.ServiceDefaults;

namespace ImageRetrieval.Worker.Catalog;

/// <summary>catalog.db cannot be used. Nothing of it is changed.</summary>
internal sealed class CatalogException(string message, Exception? inner = null) : ServiceStartException(message, inner);
