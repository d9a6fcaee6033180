using System.ComponentModel;
using System.Reflection;
using OpenCode.Core.Builders;
using OpenCode.DependencyInjection.Health;
using OpenCode.Hosting;
using OpenCode.Models;
using OpenCode.Testing;
using OpenCode.Workbench.PublicApi;
using Xunit;

namespace OpenCode.Client.Tests.PublicApi;

/// <summary>What users can reach is listed in <c>docs/api</c>. The test project of the verification has the same test for its libraries.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly[] _libraries =
    [
        typeof(Session).Assembly, typeof(IRequestSender).Assembly, typeof(OpenCodeHealthCheckOptions).Assembly, typeof(OpenCodeServer).Assembly,
        typeof(OpenCodeSandbox).Assembly,
    ];

    private static readonly string[] _namespaces =
    [
        "OpenCode", "OpenCode.Approvals", "OpenCode.Events", "OpenCode.Models", "OpenCode.Requests", "OpenCode.Sessions", "OpenCode.Terminals",
        "OpenCode.Turns",
    ];

    public static TheoryData<string> Libraries => [.. _libraries.Select(static l => l.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_one_that_is_listed(string library)
    {
        string? difference = ApiListing.Difference(_libraries.Single(l => l.GetName().Name == library));

        Assert.True(difference is null, difference);
    }

    /// <summary>What only generated code uses, editors do not offer; what a page or a sample uses, they do.</summary>
    [Fact]
    public void Editors_do_not_offer_what_generated_code_alone_uses()
    {
        List<string> hidden = typeof(IRequestSender).Assembly.GetExportedTypes()
            .Where(static t => t.GetCustomAttribute<EditorBrowsableAttribute>() is { State: EditorBrowsableState.Never })
            .Select(static t => t.Name.Split('`')[0]).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(
            [
                "EpochTime", "IJsonModel", "IOpenValue", "IntegerOrFalseJsonConverter", "JsonDecoder", "JsonDecoding", "JsonEncoder", "JsonErrorText",
                "JsonLookup", "JsonWriting", "ModelJsonConverter", "ModelText", "OpenEnumJsonConverter", "ReceivedProperties", "RequestUrl", "SecretNames",
                "ServerAddress",
            ],
            hidden);
        Assert.All(WrittenForUsers(), file => Assert.DoesNotMatch($@"\b({string.Join('|', hidden)})\b", File.ReadAllText(file)));
    }

    // The page about the architecture and the decisions are for those who work on the library.
    private static IEnumerable<string> WrittenForUsers()
        => [
            Repository.InRoot("README.md"),
            .. Directory.EnumerateFiles(Repository.InRoot("docs"), "*.md").Where(static f => Path.GetFileName(f) != "architecture.md"),
            .. Directory.EnumerateFiles(Repository.InRoot("docs/packages"), "*.md"),
            .. Directory.EnumerateFiles(Repository.InRoot("samples"), "*.cs", SearchOption.AllDirectories),
        ];

    [Fact]
    public void Every_public_type_is_in_a_namespace_of_the_library()
        => Assert.All(typeof(Session).Assembly.GetExportedTypes(), t => Assert.Contains(t.Namespace, _namespaces));
}
