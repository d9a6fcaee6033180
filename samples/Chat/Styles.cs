using Spectre.Console;

namespace ChatSample;

/// <summary>How things look.</summary>
internal static class Styles
{
    public static Style Text { get; } = Style.Plain;

    public static Style Bold { get; } = new(decoration: Decoration.Bold);

    public static Style Italic { get; } = new(decoration: Decoration.Italic);

    public static Style Code { get; } = new(Color.Aqua);

    public static Style Heading { get; } = new(Color.Blue, decoration: Decoration.Bold);

    public static Style Dim { get; } = new(decoration: Decoration.Dim);

    public static Style Thought { get; } = new(decoration: Decoration.Dim | Decoration.Italic);

    public static Style Tool { get; } = new(Color.Teal);

    public static Style Good { get; } = new(Color.Green);

    public static Style Warning { get; } = new(Color.Yellow);

    public static Style Bad { get; } = new(Color.Red);
}
