using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Client.Tests.Architecture;

/// <summary>What neither the compiler nor <c>dotnet format</c> can hold of the one dialect of C#.</summary>
public sealed class DialectTests
{
    private const int Columns = 160;

    private static readonly string[] _folders =
    [
        "bench", "changes", "cli", "commandline", "generator", "hosting", "interop", "occtl", "pact", "samples", "server", "src", "testing", "tests",
        "updating", "verification",
    ];

    public static TheoryData<string> Folders => [.. _folders];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_line_has_at_most_160_columns_unless_it_is_a_string_that_is_longer(string folder)
        => Assert.Empty(Sources(folder).SelectMany(static file => TooLong(file).Select(line => $"{file.FilePath}:{line + 1}")));

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_statement_that_fits_on_the_line_of_its_condition_stands_there(string folder)
        => Assert.Empty(Sources(folder).SelectMany(static file => Apart(file).Select(line => $"{file.FilePath}:{line + 1}")));

    private static IEnumerable<int> TooLong(SyntaxTree file)
    {
        SyntaxNode root = file.GetRoot(TestContext.Current.CancellationToken);
        return file.GetText(TestContext.Current.CancellationToken).Lines
            .Where(static line => line.Span.Length > Columns)
            .Where(line => !root.FindToken(line.Start + Columns).Parent!.AncestorsAndSelf()
                .Any(static n => n is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression }))
            .Select(static line => line.LineNumber);
    }

    private static IEnumerable<int> Apart(SyntaxTree file)
    {
        TextLineCollection lines = file.GetText(TestContext.Current.CancellationToken).Lines;
        foreach (SyntaxNode node in file.GetRoot(TestContext.Current.CancellationToken).DescendantNodes())
        {
            if (Embedded(node) is not { } statement || !IsSimple(statement)) continue;
            int head = lines.IndexOf(node.SpanStart);
            int place = lines.IndexOf(statement.SpanStart);
            bool isOneLine = lines.IndexOf(statement.GetFirstToken().GetPreviousToken().Span.End) == head && lines.IndexOf(statement.Span.End) == place;
            bool isCommented = statement.GetFirstToken().LeadingTrivia.Any(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia));
            int length = lines[head].Span.Length + 1 + statement.Span.Length;
            if (place == head + 1 && isOneLine && !isCommented && length <= Columns) yield return place;
        }
    }

    private static bool IsSimple(StatementSyntax statement)
        => statement is ExpressionStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax;

    private static StatementSyntax? Embedded(SyntaxNode node) => node switch
    {
        IfStatementSyntax condition => condition.Statement,
        ElseClauseSyntax otherwise => otherwise.Statement,
        ForEachStatementSyntax each => each.Statement,
        ForStatementSyntax count => count.Statement,
        WhileStatementSyntax repeat => repeat.Statement,
        _ => null,
    };

    private static IEnumerable<SyntaxTree> Sources(string folder) => Directory
        .EnumerateFiles(Clone.InRoot(folder), "*.cs", SearchOption.AllDirectories)
        .Select(static f => Path.GetRelativePath(Clone.Root, f).Replace('\\', '/'))
        .Where(static f => !f.EndsWith(".g.cs", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
        .Select(static f => CSharpSyntaxTree.ParseText(File.ReadAllText(Clone.InRoot(f)), new CSharpParseOptions(LanguageVersion.Preview), f));
}
