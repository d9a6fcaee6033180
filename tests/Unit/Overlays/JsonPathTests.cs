using System.Text.Json.Nodes;
using OpenCodeGen.JsonPaths;
using Xunit;

namespace OpenCode.Client.Tests.Overlays;

/// <summary>Queries of RFC 9535, on a document as overlays change it.</summary>
public sealed class JsonPathTests
{
    private const string Document = """
        {
          "info": { "title": "Pets", "x-old": null },
          "paths": {
            "/pets": {
              "get": { "tags": ["a", "b"], "parameters": [{ "name": "top", "in": "query" }, { "name": "id", "in": "path", "max": 10 }] },
              "post": { "tags": ["b"], "deprecated": true }
            },
            "/pets/{id}": { "get": { "parameters": [{ "name": "id", "in": "path", "max": 9.5 }] } }
          },
          "list": [0, 1, 2, 3, 4]
        }
        """;

    /// <summary>Queries, and the pointers of what they select.</summary>
    public static TheoryData<string, string> Queries => new()
    {
        { "$", "#" },
        { "$.info.title", "#/info/title" },
        { "$['info'][\"title\"]", "#/info/title" },
        { "$.paths['/pets/{id}'].get", "#/paths/~1pets~1{id}/get" },
        { "$.info['x-old']", "#/info/x-old" },
        { "$.nothing", "" },
        { "$.info.title.more", "" },
        { "$.paths.*.get.parameters[?@.in == 'path']", "#/paths/~1pets/get/parameters/1 #/paths/~1pets~1{id}/get/parameters/0" },
        { "$.paths[*][?@.deprecated]", "#/paths/~1pets/post" },
        { "$.paths.*[?!@.deprecated && @.tags]", "#/paths/~1pets/get" },
        { "$..parameters[?@.max >= 9.5 && @.max < 1e1]", "#/paths/~1pets~1{id}/get/parameters/0" },
        { "$..[?@.name == 'top' || @.name == 'nobody'].name", "#/paths/~1pets/get/parameters/0/name" },
        { "$.paths.*[?count(@.tags[*]) == 2]", "#/paths/~1pets/get" },
        { "$.paths.*[?length(@.tags) == 1]", "#/paths/~1pets/post" },
        { "$..parameters[?match(@.name, 't.*')]", "#/paths/~1pets/get/parameters/0" },
        { "$..tags[?search(@, '^b$')]", "#/paths/~1pets/get/tags/1 #/paths/~1pets/post/tags/0" },
        { "$.paths.*[?value(@.tags[0]) == $.paths['/pets'].post.tags[0]]", "#/paths/~1pets/post" },
        { "$.info[?@ == null]", "#/info/x-old" },
        { "$.list[1:3]", "#/list/1 #/list/2" },
        { "$.list[-1]", "#/list/4" },
        { "$.list[::-2]", "#/list/4 #/list/2 #/list/0" },
        { "$.list[0, 0, 7]", "#/list/0" },
        { "$ .list [ 1 ]", "#/list/1" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_selects_places(string query, string pointers)
        => Assert.Equal(pointers, string.Join(' ', JsonPath.Parse(query).Select(JsonNode.Parse(Document)).Select(static n => n.Pointer)));

    /// <summary>Texts that are no queries, and what is said of them.</summary>
    public static TheoryData<string, string> Mistakes => new()
    {
        { "", "at character 1, the end: a query begins with $" },
        { "paths", "at character 1, 'p': a query begins with $" },
        { "$.paths ", "at character 8, ' ': a segment begins with . or [" },
        { "$.", "at character 3, the end: a name or * follows the dot" },
        { "$.x-old", "at character 4, '-': a segment begins with . or [" },
        { "$[", "at character 3, the end: a selector is" },
        { "$['a'", "at character 6, the end: the selectors end with ]" },
        { "$['a]", "the string ends with '" },
        { "$['\\q']", "there are \\b \\f \\n \\r \\t \\/ \\\\ \\' and \\u" },
        { "$[01]", "this is no whole number" },
        { "$[?@.a = 1]", "at character 8, '='" },
        { "$[?@.a == nobody]", "a condition compares queries" },
        { "$[?@.* == 1]", "this can be more than one value" },
        { "$[?length(@.a)]", "a value alone is no condition" },
        { "$[?(@.a]", "the condition ends with )" },
        { "$[?size(@.a) > 1]", "the functions are length(value)" },
        { "$[?@.a == 01]", "this is no number of JSON" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_is_no_query_is_quoted_with_the_place(string text, string message)
    {
        string told = Assert.Throws<FormatException>(() => JsonPath.Parse(text)).Message;

        Assert.StartsWith($"'{text}' is no JSONPath: ", told, StringComparison.Ordinal);
        Assert.Contains(message, told, StringComparison.Ordinal);
    }
}
