namespace ImageRetrieval.Vision.Decoding;

/// <summary>The operations from an opened image to small sRGB pixels of three bytes.</summary>
internal static class PixelChain
{
    internal static VipsImage Run(VipsImage source, ResizePlan plan)
    {
        var image = source;
        try
        {
            if (image.HasAlpha)
                Step(i => i.FlattenOnWhite());
            if (image.Width > plan.Width || image.Height > plan.Height)
                Step(i => i.Reduce(Math.Min(1, (double)plan.Width / i.Width), Math.Min(1, (double)plan.Height / i.Height), plan.Kernel));
            if (image.Width < plan.Width || image.Height < plan.Height)
                Step(i => i.Enlarge(plan.Width, plan.Height, plan.Kernel));
            if (image.Width != plan.CropWidth || image.Height != plan.CropHeight)
                Step(i => i.Crop(plan.Left, plan.Top, plan.CropWidth, plan.CropHeight));
            if (image.HasProfile)
                StepOrKeep(i => i.ProfileToSrgb());
            // Most JPEG files are there already; each operation costs some 50 microseconds before its first pixel.
            if (!image.IsSrgbBytes)
            {
                Step(i => i.ToSrgb());
                Step(i => i.ToBytes());
            }
            if (plan.Orient)
            {
                Step(i => i.ToMemory());
                Step(i => i.Rotate());
            }
            if (image.Bands != 3)
                throw new VipsException("colourspace", $"{image.Bands} bands came out where 3 were expected");
            return ReferenceEquals(image, source) ? source.Copy() : image;
        }
        catch
        {
            Drop(image);
            throw;
        }

        void Step(Func<VipsImage, VipsImage> operation)
        {
            var next = operation(image);
            Drop(image);
            image = next;
        }

        // A profile that contradicts its image (a grey profile in an RGB file) is common in the wild and says nothing
        // about the pixels: they are then taken as sRGB, as browsers do.
        void StepOrKeep(Func<VipsImage, VipsImage> operation)
        {
            try
            {
                Step(operation);
            }
            catch (VipsException)
            {
            }
        }

        void Drop(VipsImage dropped)
        {
            if (!ReferenceEquals(dropped, source))
                dropped.Dispose();
        }
    }
}
