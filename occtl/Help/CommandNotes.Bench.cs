using OpenCode.CommandLine.Help;

namespace OpenCode.Ctl.Help;

// Of benchmarks.
internal static partial class CommandNotes
{
    private static IEnumerable<(string Command, CommandNote Note)> Benchmarks =>
    [
        ("bench", Note(
            "Has models do tasks on warm servers, with figures.",
            ("occtl bench tasks.json", "Does what is missing in tasks.results, and sums up; the same again goes on after an interruption."),
            ("occtl bench tasks.json --repeats 10 --fail-on-check", "Ten times each; 1 when a run did not pass."),
            ("occtl bench tasks.json --output new --compare old --format markdown", "And what got better or worse since 'old'."))),
        ("bench report", Note(
            "Sums up the results of a benchmark again.",
            ("occtl bench report tasks.results", "Also while it is under way."),
            ("occtl bench report tasks.results --format json", "For a script."))),
        ("bench compare", Note(
            "Says what got better or worse between two.",
            ("occtl bench compare old new", "Claims only what chance would hardly make."),
            ("occtl bench compare old new --format html", "As a page."))),
    ];
}
