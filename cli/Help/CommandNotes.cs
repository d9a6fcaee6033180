using OpenCode.CommandLine.Help;

namespace OpenCodeGen.Cli.Help;

/// <summary>Examples and exit codes of all commands.</summary>
internal static class CommandNotes
{
    /// <summary>What the tool is called where people type it.</summary>
    public const string Tool = "opencodegen";

    /// <summary>The exit codes that mean the same with every command, but where a command says otherwise.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> Usual { get; } =
    [
        (ExitCodes.Success, "everything is as it should be"),
        (ExitCodes.Drift, "something was found: a difference, a drift, a change that breaks callers"),
        (ExitCodes.Usage, "the command line or the settings are wrong"),
        (ExitCodes.Files, "a file could not be read or written"),
        (ExitCodes.Document, "the document cannot be used, or a broker could not be reached"),
        (ExitCodes.CouldNotRun, "something could not be verified or fetched"),
        (ExitCodes.Defect, "the tool itself is broken"),
        (ExitCodes.Interrupted, "somebody pressed Ctrl-C"),
    ];

    public static CommandNote Root { get; } = new(
        "",
        [
            ("opencodegen generate --spec openapi.json --output Client --namespace Pets", "Writes a client of an OpenAPI document."),
            ("opencodegen diff 1.17.19 1.18.33", "Says what differs between two releases of OpenCode, and what that breaks."),
            ("opencodegen verify", "Runs the release that the client was made for, and says what holds."),
            ("opencodegen check-traffic recording.har", "Compares what a browser or proxy recorded with the document."),
        ],
        Usual);

    public static IReadOnlyDictionary<string, CommandNote> All { get; } = new Dictionary<string, CommandNote>(StringComparer.Ordinal)
    {
        ["generate"] = new(
            "Makes a typed client of an OpenAPI document.",
            [
                ("opencodegen generate --spec openapi.json --output Client --namespace Pets",
                    "Writes the client Pets.PetsClient into the folder Client."),
                ("opencodegen generate --settings opencodegen.json", "The same, with everything in a file."),
                ("opencodegen generate --settings opencodegen.json --check", "For CI: is what is committed what would be written?"),
            ],
            [
                (ExitCodes.Drift, "with --check: something is not what would be written"),
                (ExitCodes.Document, "the document cannot become a client, or an overlay does not fit it"),
            ]),
        ["prepare"] = new(
            "Puts a document as Kiota, NSwag or others read it rightly.",
            [
                ("opencodegen prepare --for kiota --output openapi.kiota.json", "Writes OpenCode's own document for Kiota."),
                ("opencodegen prepare --spec openapi.json --for nswag --output openapi.nswag.json --places",
                    "Another document for NSwag, with every place that was adapted."),
                ("opencodegen prepare --spec openapi.json --overlay fixes.json --for any --output fixed.json",
                    "Applies an overlay, and adapts what every generator needs."),
            ],
            [
                (ExitCodes.Drift, "with --check: the file is not what would be written"),
                (ExitCodes.Document, "the document cannot be read, or an overlay does not fit it"),
            ]),
        ["diff"] = new(
            "Says what differs between two documents, and what breaks.",
            [
                ("opencodegen diff 1.17.19 1.18.33", "Compares two releases of OpenCode."),
                ("opencodegen diff HEAD~1:openapi.json openapi.json --wire-only",
                    "Compares a file with its state of a commit ago, without generating clients."),
                ("opencodegen diff old.json new.json --format html --output changes.html --fail-on none",
                    "Writes a page, and exits with 0 whatever it says."),
            ],
            [
                (ExitCodes.Drift, "something is as grave as --fail-on says"),
                (ExitCodes.Files, "a file could not be read or written"),
                (ExitCodes.Document, "a document is none"),
                (ExitCodes.CouldNotRun, "a document could not be had"),
            ]),
        ["fetch"] = new(
            "Gets the document of a release, a package or a server, with a lock.",
            [
                ("opencodegen fetch --version 1.18.33 --output spec/openapi.json", "Writes the document of a release, and spec/openapi.lock.json."),
                ("opencodegen fetch --server http://127.0.0.1:4096", "Writes what a running server says of itself into openapi.json."),
            ],
            [
                (ExitCodes.CouldNotRun, "the document could not be had"),
            ]),
        ["update"] = new(
            "Brings a client to a newer document: all of it, or nothing.",
            [
                ("opencodegen update --check", "Says what the newest release changes, and changes nothing."),
                ("opencodegen update --version 1.18.33 --pull-request pull-request.md", "Goes to a release, and writes the text of a pull request."),
            ],
            [
                (ExitCodes.Drift, "with --check: the client is not that of the document"),
                (ExitCodes.CouldNotRun, "the document could not be had, or a step failed; nothing has changed"),
            ]),
        ["verify"] = new(
            "Runs releases of OpenCode, and says what the client can rely on.",
            [
                ("opencodegen verify", "Verifies the release that the client was made for."),
                ("opencodegen verify 1.17.19 pinned --html compatibility.html", "Verifies two releases, and writes a page."),
                ("opencodegen verify --operation session.* --quiet --junit results.xml",
                    "For CI: a part of the API, and a report that build servers read."),
                ("opencodegen verify --from matrix.json --markdown summary.md", "Makes another report of an earlier run, without a server."),
            ],
            [
                (ExitCodes.Drift, "a server answers something else than the client needs"),
                (ExitCodes.CouldNotRun, "a release could not be verified, and the others hold"),
            ]),
        ["check-traffic"] = new(
            "Compares recorded traffic (HAR) with the document.",
            [
                ("opencodegen check-traffic recording.har", "Says what differs from the document."),
                ("opencodegen check-traffic recording.har --base http://127.0.0.1:4096 --json result.json",
                    "Only what one server sent, and the result as JSON."),
                ("opencodegen check-traffic recording.har --judge both --round-trip", "As strictly as it can be."),
            ],
            [
                (ExitCodes.Drift, "something differs that is not known"),
                (ExitCodes.CouldNotRun, "a part of the file cannot be read, and the rest is as expected"),
            ]),
        ["publish"] = new(
            "Publishes pacts and results to a Pact Broker.",
            [
                ("opencodegen publish --broker https://broker.example --pacts pacts --consumer-version 1.4.2", "Publishes the pacts of a folder."),
                ("opencodegen publish --broker https://broker.example --pacts pacts --consumer-version 1.4.2 --branch main --results report.json",
                    "Publishes results of 'verify --json', too."),
            ],
            [
                (ExitCodes.Files, "a file or the environment cannot be used; nothing was published"),
                (ExitCodes.Document, "the broker could not be reached, or refused"),
            ]),
    };
}
