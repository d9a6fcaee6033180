using System.Text;

namespace ChatSample;

/// <summary>
/// Reads a prompt: a line that can be edited, with the prompts before it under the arrow keys; or, where there is no keyboard, the next line of the input.
/// </summary>
internal sealed class LineEditor(Page page)
{
    private const string Mark = "› ";
    private const char ShownNewLine = '⏎';

    private readonly List<string> _history = [];
    private readonly StringBuilder _line = new();
    private int _cursor;
    private int _past;

    /// <returns>The line; null at the end of the input.</returns>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!page.IsInteractive)
        {
            // The console's reader does not look at the token while it waits.
            string? given = await Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
            if (!string.IsNullOrWhiteSpace(given)) page.Line(Mark + given, Styles.Bold);
            return given;
        }

        _line.Clear();
        (_cursor, _past) = (0, _history.Count);
        string? line = await EditAsync(cancellationToken);
        page.Console.Profile.Out.Writer.WriteLine();
        page.NoteForeignLines();
        if (!string.IsNullOrWhiteSpace(line)) _history.Add(line);
        return line;
    }

    private async Task<string?> EditAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Draw();
            if (await page.Console.Input.ReadKeyAsync(intercept: true, cancellationToken) is not { } key) return null;
            switch (key)
            {
                case { Key: ConsoleKey.Enter } when page.Console.Input.IsKeyAvailable():
                    // Pasted: a line break inside of the prompt.
                    Insert('\n');
                    break;
                case { Key: ConsoleKey.Enter }:
                    return _line.ToString();
                case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when _line.Length == 0:
                    return null;
                default:
                    Edit(key);
                    break;
            }
        }
    }

    private void Edit(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Key: ConsoleKey.Backspace } when _cursor > 0:
                _line.Remove(--_cursor, 1);
                break;
            case { Key: ConsoleKey.Delete } when _cursor < _line.Length:
                _line.Remove(_cursor, 1);
                break;
            case { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }:
                _line.Remove(0, _cursor);
                _cursor = 0;
                break;
            case { Key: ConsoleKey.LeftArrow }:
                _cursor = Math.Max(_cursor - 1, 0);
                break;
            case { Key: ConsoleKey.RightArrow }:
                _cursor = Math.Min(_cursor + 1, _line.Length);
                break;
            case { Key: ConsoleKey.Home } or { Key: ConsoleKey.A, Modifiers: ConsoleModifiers.Control }:
                _cursor = 0;
                break;
            case { Key: ConsoleKey.End } or { Key: ConsoleKey.E, Modifiers: ConsoleModifiers.Control }:
                _cursor = _line.Length;
                break;
            case { Key: ConsoleKey.UpArrow }:
                Recall(_past - 1);
                break;
            case { Key: ConsoleKey.DownArrow }:
                Recall(_past + 1);
                break;
            case { KeyChar: >= ' ' }:
                Insert(key.KeyChar);
                break;
            default:
                break;
        }
    }

    private void Insert(char next) => _line.Insert(_cursor++, next);

    private void Recall(int index)
    {
        if (index < 0 || index > _history.Count) return;
        _past = index;
        _line.Clear().Append(index < _history.Count ? _history[index] : "");
        _cursor = _line.Length;
    }

    // One row, whatever the length: the part around the cursor is shown.
    private void Draw()
    {
        int room = Math.Max(page.Console.Profile.Width - Mark.Length - 1, 8);
        int first = Math.Max(_cursor - room, 0);
        string shown = _line.ToString(first, Math.Min(_line.Length - first, room)).Replace('\n', ShownNewLine);
        int back = shown.Length - (_cursor - first);
        string moved = back > 0 ? $"\e[{back}D" : "";
        page.Console.Profile.Out.Writer.Write($"\r\e[K\e[1;34m{Mark}\e[0m{shown}{moved}");
        page.Console.Profile.Out.Writer.Flush();
    }
}
