using ImageRetrieval.WeightsPacker;

if (args is not [var source, var destination])
{
    Console.Error.WriteLine("Converts the convolution weights of an ONNX file to 8 bits: ImageRetrieval.WeightsPacker SOURCE DESTINATION");
    return 2;
}
// Written under a temporary name and renamed: an interrupted build does not leave a partial file.
var temporary = $"{destination}.{Environment.ProcessId}";
using (var stream = File.Create(temporary))
    PackedModel.Write(File.ReadAllBytes(source), stream);
File.Move(temporary, destination, overwrite: true);
return 0;
