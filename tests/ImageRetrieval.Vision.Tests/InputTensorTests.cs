using ImageRetrieval.Vision.Decoding;
using ImageRetrieval.Vision.Preprocessing;

namespace ImageRetrieval.Vision.Tests;

public sealed class InputTensorTests
{
    private static readonly PreprocessingProfile s_profile = PreprocessingProfiles.ImageNet with { Mean = [.1f, .2f, .3f], Std = [.5f, .25f, .125f] };

    [Theory]
    [InlineData(ChannelOrder.Rgb, 0, 1, 2)]
    [InlineData(ChannelOrder.Bgr, 2, 1, 0)]
    public void Planes_come_in_the_models_order_each_with_its_own_mean_and_deviation(ChannelOrder order, int red, int green, int blue)
    {
        // Two pixels: 255 0 51, 0 102 255.
        var pixels = new PixelImage(2, 1, [255, 0, 51, 0, 102, 255]);
        var tensor = new float[6];
        new InputTensor(s_profile with { Channels = order }).Fill(pixels, tensor);

        Near([(1 - .1f) / .5f, (0 - .1f) / .5f], tensor.AsSpan(2 * red, 2));
        Near([(0 - .2f) / .25f, (.4f - .2f) / .25f], tensor.AsSpan(2 * green, 2));
        Near([(.2f - .3f) / .125f, (1 - .3f) / .125f], tensor.AsSpan(2 * blue, 2));
    }

    private static void Near(float[] expected, ReadOnlySpan<float> actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
