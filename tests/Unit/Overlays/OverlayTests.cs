using System.Text;
using System.Text.Json.Nodes;
using OpenCodeGen.Overlays;
using Xunit;

namespace OpenCode.Client.Tests.Overlays;

/// <summary>What the actions of an overlay do to a document.</summary>
public sealed class OverlayTests
{
    /// <summary>A document, actions, and what becomes of it; then for each action the places that changed.</summary>
    public static TheoryData<string, string, string, string> Changes => new()
    {
        { """{"a":{"b":1}}""", """{"target":"$.a","update":{"c":[2]}}""", """{"a":{"b":1,"c":[2]}}""", "#/a" },
        { """{"a":{"b":{"c":1,"d":2}}}""", """{"target":"$","update":{"a":{"b":{"c":3}}}}""", """{"a":{"b":{"c":3,"d":2}}}""", "#" },
        { """{"a":{"list":[1]}}""", """{"target":"$.a","update":{"list":[2,1]}}""", """{"a":{"list":[1,2,1]}}""", "#/a" },
        { """{"a":{"b":null}}""", """{"target":"$.a","update":{"b":{"c":1}}}""", """{"a":{"b":{"c":1}}}""", "#/a" },
        { """{"a":{"b":1}}""", """{"target":"$.a","update":{"b":null}}""", """{"a":{"b":null}}""", "#/a" },
        { """{"list":[1]}""", """{"target":"$.list","update":{"x":1}}""", """{"list":[1,{"x":1}]}""", "#/list" },
        { """{"list":[1]}""", """{"target":"$.list","update":[2,3]}""", """{"list":[1,2,3]}""", "#/list" },
        { """{"a":"one"}""", """{"target":"$.a","update":"two"}""", """{"a":"two"}""", "#/a" },
        { """{"list":["one",2]}""", """{"target":"$.list[0]","update":null}""", """{"list":[null,2]}""", "#/list/0" },
        { """{"a":{"b":1,"c":2}}""", """{"target":"$.a.b","remove":true}""", """{"a":{"c":2}}""", "#/a/b" },
        { """{"list":[1,2,3,4]}""", """{"target":"$.list[?@ != 2]","remove":true}""", """{"list":[2]}""", "#/list/0 #/list/2 #/list/3" },
        { """{"a":{"b":1},"c":{}}""", """{"target":"$.c","copy":"$.a"}""", """{"a":{"b":1},"c":{"b":1}}""", "#/c" },
        { """{"a":1}""", """{"target":"$.a","update":5,"remove":true}""", "{}", "#/a" },
        { """{"a":{"n":1},"b":{"n":1}}""", """{"target":"$.*","update":{"x":{}}},{"target":"$.a.x","update":{"y":1}}""",
            """{"a":{"n":1,"x":{"y":1}},"b":{"n":1,"x":{}}}""", "#/a #/b|#/a/x" },

        // Nothing to do.
        { """{"a":{"b":1}}""", """{"target":"$.a","update":{"b":1}}""", """{"a":{"b":1}}""", "" },
        { """{"a":{"b":1}}""", """{"target":"$.nobody","update":{"b":1}},{"target":"$.a.c","remove":true}""", """{"a":{"b":1}}""", "|" },
        { """{"a":{"b":1.0}}""", """{"target":"$.a","update":{"b":1.00}}""", """{"a":{"b":1.0}}""", "" },

        // Numbers and characters stay as they are written.
        { """{"big":12345678901234567890,"a":{}}""", """{"target":"$.a","update":{"ä":1e400}}""", """{"big":12345678901234567890,"a":{"ä":1e400}}""", "#/a" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Actions_change_what_they_select_and_say_what(string document, string actions, string expected, string changed)
    {
        OverlaidDocument overlaid = OverlaidDocument.Apply(Encoding.UTF8.GetBytes(document), [Parse(actions)]);

        string written = string.Concat(Encoding.UTF8.GetString(overlaid.Utf8.Span).Where(static c => !char.IsWhiteSpace(c)));
        Assert.Equal(expected, written);
        Assert.Equal(changed, string.Join('|', overlaid.Outcomes.Select(static o => string.Join(' ', o.Outcome.Changed))));
    }

    /// <summary>An overlay, or an action of one, and what is wrong with it.</summary>
    public static TheoryData<string, string> Mistakes => new()
    {
        { "[]", "repairs.json is no overlay: its root is no object." },
        { "overlay: 1.0.0", "repairs.json cannot be read as JSON at line 1, byte 1; convert an overlay that is YAML first" },
        { """{"info":{}}""", "it has no \"overlay\" version" },
        { """{"overlay":"2.0.0"}""", "is an overlay of version 2.0.0; versions 1.0 and 1.1 are read." },
        { """{"overlay":"1.0.0"}""", "has no title" },
        { """{"overlay":"1.0.0","info":{"title":"t","version":"1"},"actions":[]}""", "has no actions" },
        { """{"overlay":"1.0.0","info":{"title":"t","version":"1"},"action":[]}""", "an overlay has no \"action\"; there are overlay, info, extends, actions" },
        { "1", "repairs.json, action 1 is no object." },
        { """{"update":{}}""", "repairs.json, action 1 has no target" },
        { """{"target":1,"update":{}}""", "repairs.json, action 1: \"target\" is no string." },
        { """{"target":"$.a"}""", "repairs.json, action 1 does nothing" },
        { """{"target":"$.a","update":{},"copy":"$.b"}""", "has both \"update\" and \"copy\"" },
        { """{"target":"$.a","remove":"yes"}""", "\"remove\" is true or false" },
        { """{"target":"a","remove":true}""", "repairs.json, action 1: 'a' is no JSONPath: at character 1" },
        { """{"target":"$.a","remove":true,"reason":"x"}""", "an action has no \"reason\"; there are target, description, update, remove, copy" },
        { """{"target":"$.a","update":1}""", "repairs.json, action 1 ($.a): #/a is an object, and what is merged into it is not" },
        { """{"target":"$.a.b","update":{}}""", "repairs.json, action 1 ($.a.b): #/a/b is a single value" },
        { """{"target":"$","update":{"a":{"b":{"c":1}}}}""", "'b' is something else than what is merged into it; remove it in an action before." },
        { """{"target":"$","update":{"a":"x"}}""", "'a' is something else than what is merged into it" },
        { """{"target":"$","remove":true}""", "the whole document cannot be removed" },
        { """{"target":"$.a","copy":"$.a.*"}""", "'copy' selects 2 places instead of one" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void What_is_wrong_is_told_with_the_file_and_the_action(string json, string message)
    {
        OverlayException wrong = Assert.Throws<OverlayException>(() =>
        {
            Overlay overlay = json.Contains("overlay", StringComparison.Ordinal) || json is ['[', ..] or """{"info":{}}"""
                ? Overlay.Parse(Encoding.UTF8.GetBytes(json), "repairs.json")
                : Parse(json);
            overlay.Apply(JsonNode.Parse("""{"a":{"b":1,"c":2}}""")!);
        });

        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
        Assert.Equal("repairs.json", wrong.Overlay);
    }

    [Fact]
    public void An_overlay_can_be_applied_again_and_again()
    {
        Overlay overlay = Parse("""{"target":"$.a","update":{"x":{"y":[1]}},"x-reason":"kept"}""");
        JsonNode first = JsonNode.Parse("""{"a":{}}""")!;
        JsonNode second = first.DeepClone();

        overlay.Apply(first);
        first["a"]!["x"]!["y"]!.AsArray().Add(2);
        overlay.Apply(second);

        Assert.Equal("""{"a":{"x":{"y":[1]}}}""", second.ToJsonString());
        Assert.Equal("kept", (string?)overlay.Actions[0].Json["x-reason"]);
    }

    private static Overlay Parse(string actions) => Overlay.Parse(
        Encoding.UTF8.GetBytes($$"""{"overlay":"1.1.0","info":{"title":"Test","version":"1"},"actions":[{{actions}}]}"""), "repairs.json");
}
