using System.Text.Json;

namespace ImageRetrieval.Portal.Language;

/// <summary>The texts that scripts show, passed in the page's head.</summary>
internal static class ScriptTexts
{
    private static readonly string[] s_keys =
    [
        "Script.Lost.Title", "Script.Lost.Text", "Script.TooLarge.Title", "Script.TooLarge.Text", "Script.Ready", "Script.More",
        "Script.Smaller", "Script.Original", "Script.Searching", "Script.Crop", "Script.CropMove", "Script.CropHandle", "Script.CropKeys", "Script.Whole",
        "Script.Copied", "Script.CopyFailed", "Script.Shown", "Script.Selected", "Script.Camera.Denied", "Script.Camera.Title", "Script.Camera.Take", "Script.Close",
        "Script.Position", "Script.Scale", "Script.Share", "Script.KeysOff", "Script.KeysOn", "Script.UrlsOff.Title", "Script.UrlsOff.Text",
    ];

    internal static string Json(Texts texts) => JsonSerializer.Serialize(s_keys.ToDictionary(key => key["Script.".Length..], key => texts[key]));
}
