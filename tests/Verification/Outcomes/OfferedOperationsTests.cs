using System.Text.Json;
using OpenCode.Verification.Outcomes;
using OpenCode.Workbench;
using Xunit;

namespace OpenCode.Verification.Tests.Outcomes;

/// <summary>What a release's document says it offers.</summary>
public sealed class OfferedOperationsTests
{
    [Theory]
    [InlineData("""{"/session/{sessionID}":{"get":{}}}""", "session.get", true)]
    [InlineData("""{"/session/{id}":{"get":{}}}""", "session.get", true)]
    [InlineData("""{"/session/{sessionID}":{"delete":{}}}""", "session.get", false)]
    [InlineData("""{"/session/":{"get":{}}}""", "session.get", false)]
    [InlineData("""{"/session/{id}/more":{"get":{}}}""", "session.get", false)]
    [InlineData("""{"/session/{sessionID}":{"parameters":[],"summary":"get"}}""", "session.get", false)]
    [InlineData("""{"/session/{id}/permissions/{permission}":{"post":{}}}""", "permission.respond", true)]
    [InlineData("{}", "session.get", false)]
    public void An_operation_is_found_whatever_its_parameters_are_called(string paths, string operation, bool offered)
        => Assert.Equal(offered, Parse(paths).Has(OperationCatalog.Find(operation)!));

    [Fact]
    public void Methods_are_counted_and_nothing_else()
    {
        OfferedOperations offered = Parse("""{"/a":{"get":{},"post":{},"parameters":[],"x-more":{}},"/b/{c}":{"delete":{}},"/b/{d}":{"delete":{}}}""");
        Assert.Equal(3, offered.Count);
    }

    [Fact]
    public void What_the_client_lacks_is_listed_in_order_as_the_document_has_it()
    {
        OfferedOperations offered = Parse("""{"/z/{key}":{"get":{}},"/session/{id}":{"get":{},"head":{}},"/new":{"post":{}}}""");
        Assert.Equal(["GET /z/{key}", "HEAD /session/{id}", "POST /new"], offered.Unknown);
    }

    [Fact]
    public void The_pinned_document_offers_what_the_catalog_has()
    {
        OfferedOperations offered = OfferedOperations.Parse(File.ReadAllText(Clone.InRoot("spec/openapi.json")));

        Assert.Equal(OperationCatalog.All.Count, offered.Count);
        Assert.Empty(offered.Unknown);
        Assert.All(OperationCatalog.All, o => Assert.True(offered.Has(o), $"{o}"));
    }

    [Theory]
    [InlineData("session.idle", true)]
    [InlineData("sync:session.idle", true)]
    [InlineData("session.idl", false)]
    [InlineData("session", false)]
    public void An_event_is_known_by_its_whole_type(string type, bool known)
        => Assert.Equal(known, OfferedOperations.Parse("""{"paths":{},"components":{"enum":["session.idle"]}}""").HasEvent(type));

    [Theory]
    [InlineData("nonsense", typeof(JsonException))]
    [InlineData("""{"paths":{}""", typeof(JsonException))]
    [InlineData("{}", typeof(KeyNotFoundException))]
    [InlineData("""{"paths":[]}""", typeof(InvalidOperationException))]
    [InlineData("""{"paths":{"/a":1}}""", typeof(InvalidOperationException))]
    public void What_is_no_document_is_refused(string text, Type error)
        => Assert.IsAssignableFrom(error, Record.Exception(() => OfferedOperations.Parse(text)));

    private static OfferedOperations Parse(string paths) => OfferedOperations.Parse($$"""{"openapi":"3.1.0","paths":{{paths}}}""");
}
