using System.Text;
using System.Text.Json;
using OpenCode.Core.Json;
using OpenCode.Models;
using Xunit;

namespace OpenCode.Client.Tests.Json;

/// <summary>Models show what is in them, and keep their secrets.</summary>
public sealed class ModelTextTests
{
    private static readonly SecretNames _names = new(["token", "apikey", "authorization", "password"], ["key"]);

    public static TheoryData<string, string> Shown { get; } = new()
    {
        { """{"id":"a","n":1.50,"yes":true,"no":null,"list":[1,"b",[]],"o":{}}""", """{"id":"a","n":1.50,"yes":true,"no":null,"list":[1,"b",[]],"o":{}}""" },
        { """ { "spaced" : [ 1 , 2 ] } """, """{"spaced":[1,2]}""" },
        { """{"key":"s3cret","keys":"shown","keyboard":"shown"}""", """{"key":"***","keys":"shown","keyboard":"shown"}""" },
        { """{"apiKey":"s3cret","other":"shown"}""", """{"apiKey":"***","other":"shown"}""" },
        { """{"ke\u0079":"s3cret"}""", """{"ke\u0079":"***"}""" },
        { """{"token":"","token2":null}""", """{"token":"","token2":null}""" },
        { """{"a":{"b":[{"password":"s3cret","user":"shown"}]}}""", """{"a":{"b":[{"password":"***","user":"shown"}]}}""" },
        { """{"authorization":["s3cret",{"scheme":"s3cret"}],"after":"shown"}""", """{"authorization":["***",{"scheme":"***"}],"after":"shown"}""" },
        { """{"password":{"a":{"b":"s3cret"}},"after":["shown"]}""", """{"password":{"a":{"b":"***"}},"after":["shown"]}""" },
        { """{"half":"\ud83d","name\udc00":"x"}""", """{"half":"\ud83d","name\udc00":"x"}""" },
        { """[{"token":"s3cret"},"token"]""", """[{"token":"***"},"token"]""" },
    };

    [Theory]
    [MemberData(nameof(Shown))]
    public void Json_is_shown_without_what_secrets_hold(string json, string shown)
        => Assert.Equal($"ModelTextTests.Anything {shown}", ModelText.Of(new Anything(json), _names));

    [Theory]
    [InlineData("token", true)]
    [InlineData("TOKEN", true)]
    [InlineData("accessToken", true)]
    [InlineData("GITHUB_TOKEN", true)]
    [InlineData("GITHUB_TOKEN_2", true)]
    [InlineData("x-api-key", true)]
    [InlineData("openaiAPIKey", true)]
    [InlineData("apikey", true)]
    [InlineData("Key", true)]
    [InlineData("Authorization", true)]
    [InlineData("Proxy-Authorization", true)]
    [InlineData("tokens", false)]
    [InlineData("tokenCount", false)]
    [InlineData("authorizationUrl", false)]
    [InlineData("cacheKey", false)]
    [InlineData("api", false)]
    [InlineData("", false)]
    public void Names_are_judged_by_their_last_words(string name, bool isSecret) => Assert.Equal(isSecret, _names.Contains(name));

    [Theory]
    [InlineData(900, 900, false)]
    [InlineData(992, 992, false)]
    [InlineData(993, 994, true)]
    [InlineData(2_000_000, 994, true)]
    public void What_is_longer_than_a_thousand_characters_is_cut(int length, int shown, bool isCut)
    {
        string text = ModelText.Of(new Anything($$"""{"a":"{{new string('z', length)}}"}"""), _names);

        Assert.Equal((Math.Min(shown, length), isCut), (text.Count(static c => c == 'z'), text.EndsWith('…')));
    }

    [Fact]
    public void A_cut_leaves_no_half_letter()
    {
        foreach (string padding in new[] { "", "x" })
        {
            string letters = padding + string.Concat(Enumerable.Repeat("\U0001F600", 2000));
            string text = ModelText.Of(new Anything($$"""{"a":"{{letters}}"}"""), _names);

            Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
            Assert.DoesNotContain('\uFFFD', text);
        }
    }

    public static TheoryData<string, IJsonModel, string> OfClient { get; } = new()
    {
        { "an object", new TextPartInput { Text = "Hällo" }, """TextPartInput {"text":"Hällo","type":"text"}""" },
        { "a secret of its own", new ApiAuth { Key = "s3cret" }, """ApiAuth {"key":"***","type":"api"}""" },
        { "several secrets", new OAuth { Access = "s3cret", Refresh = "s3cret", Expires = 5 }, """OAuth {"access":"***","expires":5,"refresh":"***","type":"oauth"}""" },
        { "a map whose names are data",
            new McpRemoteConfig { Url = "u", Headers = new Dictionary<string, string> { ["Authorization"] = "s3cret", ["Accept"] = "a" } },
            """McpRemoteConfig {"headers":{"Authorization":"***","Accept":"a"},"type":"remote","url":"u"}""" },
        { "a map with variables", new McpLocalConfig { Command = [], Environment = new Dictionary<string, string> { ["GITHUB_TOKEN"] = "s3cret" } },
            """McpLocalConfig {"command":[],"environment":{"GITHUB_TOKEN":"***"},"type":"local"}""" },
        { "a child", new ProviderConfig { Options = new ProviderConfigOptions { ApiKey = "s3cret", BaseUrl = "u" } },
            """ProviderConfig {"options":{"apiKey":"***","baseURL":"u"}}""" },
        { "a child in a map of a parent",
            new Config { Provider = new Dictionary<string, ProviderConfig> { ["p"] = new() { Options = new ProviderConfigOptions { ApiKey = "s3cret" } } } },
            """Config {"provider":{"p":{"options":{"apiKey":"***"}}}}""" },
        { "what the model does not name",
            new ProviderConfigOptions { AdditionalProperties = new Dictionary<string, JsonElement> { ["secretAccessKey"] = JsonElement.Parse("\"s3cret\"") } },
            """ProviderConfigOptions {"secretAccessKey":"***"}""" },
        { "a wrapped string", new PluginConfig.TextCase("name"), """PluginConfig.TextCase "name" """.Trim() },
        { "a wrapped model", new ConfigReference.ConfigV2ReferenceLocalCase(new ConfigV2ReferenceLocal { Path = "p" }), """ConfigV2ReferenceLocal {"path":"p"}""" },
        { "an unknown variant", new UnknownAuth(JsonElement.Parse("""{"type":"new","clientSecret":"s3cret"}""")),
            """UnknownAuth {"type":"new","clientSecret":"***"}""" },
        { "null where it cannot be", new ProviderConfig { Models = new Dictionary<string, ProviderConfigModel> { ["m"] = null! } }, "ProviderConfig (incomplete)" },
    };

    [Theory]
    [MemberData(nameof(OfClient))]
    public void Models_of_the_client_show_themselves(string what, IJsonModel model, string shown) => Assert.Equal((what, shown), (what, model.ToString()));

    /// <summary>A server of another release may send more and other things than the model knows; these are kept apart and written back.</summary>
    [Fact]
    public void What_the_members_could_not_hold_keeps_its_secrets_too()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"type":"api","key":{"value":"s3cret"},"metadata":7}""");
        ApiAuth model = new JsonDecoding().DecodeDocument(json, ApiAuth.Decode);

        Assert.Equal("""ApiAuth {"key":{"value":"***"},"metadata":7,"type":"api"}""", Sorted(model.ToString()));
    }

    [Fact]
    public void An_open_enum_shows_its_value() => Assert.Equal("brand-new", ((PermissionActionConfig)"brand-new").ToString());

    [Fact]
    public void Every_model_shows_itself()
        => Assert.All(
            typeof(Session).Assembly.GetExportedTypes().Where(static t => t is { IsAbstract: false } && typeof(IJsonModel).IsAssignableFrom(t)),
            static t => Assert.NotEqual(typeof(object), t.GetMethod("ToString", [])!.DeclaringType));

    private static string Sorted(string text)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(text[space..]);
        return $"{text[..space]} {{{string.Join(',', document.RootElement.EnumerateObject().OrderBy(static p => p.Name, StringComparer.Ordinal).Select(static p => p.ToString()))}}}";
    }

    private sealed class Anything(string json) : IJsonModel
    {
        public void WriteTo(Utf8JsonWriter writer) => writer.WriteRawValue(json, skipInputValidation: true);
    }
}
