using System.Globalization;
using System.Text;

namespace ImageRetrieval.EndToEnd.Tests.AppHost;

/// <summary>The request bodies of the clients that people have for /predict, byte by byte as those programs write them.</summary>
internal static class OldClients
{
    /// <summary><c>curl -F file=@picture -F name=value …</c>: the file first, with a type guessed from its name.</summary>
    public static ByteArrayContent Curl(string picture, params (string Name, string Value)[] fields)
    {
        const string boundary = "------------------------k3Jr0qVZbN5w9yTxQm7LaE";
        var body = new MemoryStream();
        Write(body, $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{Path.GetFileName(picture)}\"\r\nContent-Type: image/jpeg\r\n\r\n");
        body.Write(File.ReadAllBytes(picture));
        foreach (var (name, value) in fields)
            Write(body, $"\r\n--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}");
        Write(body, $"\r\n--{boundary}--\r\n");
        return Content(body, boundary);
    }

    /// <summary><c>requests.post(url, files={"file": open(picture, "rb")}, data={…})</c>: the fields first, the file without a type, numbers and booleans as Python prints them.</summary>
    public static ByteArrayContent PythonRequests(string picture, params (string Name, object Value)[] fields)
    {
        const string boundary = "0f8b7c1d2e3a495867768594a3b2c1d0";
        var body = new MemoryStream();
        foreach (var (name, value) in fields)
            Write(body, string.Create(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        Write(body, $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{Path.GetFileName(picture)}\"\r\n\r\n");
        body.Write(File.ReadAllBytes(picture));
        Write(body, $"\r\n--{boundary}--\r\n");
        return Content(body, boundary);
    }

    private static void Write(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Content(MemoryStream body, string boundary)
    {
        var content = new ByteArrayContent(body.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return content;
    }
}
