using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace ImageRetrieval.Portal.Forms;

/// <summary>The only way to read a posted form: every fault of its body becomes a <see cref="RefusedFormException"/>.</summary>
internal static class PostedForm
{
    /// <summary>The fields and files of the body; none when it is not a form.</summary>
    /// <exception cref="RefusedFormException">The body is too large, truncated, or exceeds a limit of the form reader.</exception>
    internal static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
            return FormCollection.Empty;
        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(request, e);
        }
        catch (InvalidDataException e) when (request.ContentLength > Limits(request).MultipartBodyLengthLimit)
        {
            throw TooLarge(request, e);
        }
        catch (BadHttpRequestException e)
        {
            throw new RefusedFormException(e.StatusCode, "The form's body is not valid HTTP, or did not arrive in time.", e);
        }
        catch (InvalidDataException e)
        {
            var limits = Limits(request);
            throw new RefusedFormException(
                StatusCodes.Status400BadRequest,
                $"The form cannot be read: at most {limits.ValueCountLimit} values, names of up to {limits.KeyLengthLimit} and values of up to {limits.ValueLengthLimit} characters are allowed, and its parts must be complete.", e);
        }
        catch (IOException e)
        {
            throw new RefusedFormException(StatusCodes.Status400BadRequest, "The form is truncated: send it again.", e);
        }
    }

    private static RefusedFormException TooLarge(HttpRequest request, Exception inner) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The form is larger than {Limits(request).MultipartBodyLengthLimit} bytes.", inner);

    private static FormOptions Limits(HttpRequest request) => request.HttpContext.RequestServices.GetRequiredService<IOptions<FormOptions>>().Value;
}
