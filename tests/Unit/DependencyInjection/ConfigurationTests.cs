using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Options;
using OpenCode.Core.Responses;
using Xunit;

namespace OpenCode.Client.Tests.DependencyInjection;

public sealed class ConfigurationTests
{
    // What is no value that a file could hold.
    private static readonly string[] _notConfigurable =
        ["HttpClient", "OnDrift", "TimeProvider", "LoggerFactory", "Credentials", "OnRetry", "ShouldRetry", "MeterFactory"];

    [Fact]
    public void Every_value_can_be_configured()
    {
        OpenCodeClientOptions options = Read(new()
        {
            ["BaseUri"] = "http://agents.example",
            ["Password"] = "pw",
            ["username"] = "me",
            ["Directory"] = "/repo",
            ["Workspace"] = "w",
            ["StrictDecoding"] = "true",
            ["MaxResponseBytes"] = "1000",
            ["AllowCompression"] = "False",
            ["PooledConnectionLifetime"] = "00:01:00",
            ["Budgets:Connect"] = "00:00:01",
            ["Budgets:ResponseHeaders"] = "",
            ["Budgets:IdleBetweenBytes"] = null,
            ["Budgets:Total"] = "1.00:00:00",
            ["Retry:MaxAttempts"] = "5",
            ["Retry:Delay"] = "00:00:01",
            ["Retry:MaxDelay"] = "00:00:02",
            ["Retry:MaxTotalTime"] = "",
            ["Streams:ReconnectDelay"] = "00:00:02",
            ["Streams:MaxReconnectDelay"] = "00:00:03",
            ["Streams:HealthyAfter"] = "00:00:04",
            ["Streams:GiveUpAfter"] = "00:00:05",
            ["Streams:SilenceLimit"] = "00:00:06",
            ["Streams:RefreshAfter"] = "00:00:07",
            ["Streams:BufferedEvents"] = "8",
            ["Streams:BufferedBytes"] = "9",
            ["Streams:MaxEventBytes"] = "10",
            ["Streams:SlowReader"] = "drop",
            ["Streams:IncludeHeartbeats"] = "true",
        });

        Assert.Equal(new Uri("http://agents.example"), options.BaseUri);
        Assert.Equal(("pw", "me", "/repo", "w"), (options.Password, options.UserName, options.Directory, options.Workspace));
        Assert.Equal((true, 1000L, false, TimeSpan.FromMinutes(1)), (options.StrictDecoding, options.MaxResponseBytes, options.AllowCompression,
            options.PooledConnectionLifetime));
        Assert.Equal(new RequestBudgets { Connect = TimeSpan.FromSeconds(1), ResponseHeaders = null, IdleBetweenBytes = null, Total = TimeSpan.FromDays(1) },
            options.Budgets);
        Assert.Equal(new RetryOptions { MaxAttempts = 5, Delay = TimeSpan.FromSeconds(1), MaxDelay = TimeSpan.FromSeconds(2), MaxTotalTime = null },
            options.Retry);
        Assert.Equal(
            new EventStreamOptions
            {
                ReconnectDelay = TimeSpan.FromSeconds(2),
                MaxReconnectDelay = TimeSpan.FromSeconds(3),
                HealthyAfter = TimeSpan.FromSeconds(4),
                GiveUpAfter = TimeSpan.FromSeconds(5),
                SilenceLimit = TimeSpan.FromSeconds(6),
                RefreshAfter = TimeSpan.FromSeconds(7),
                BufferedEvents = 8,
                BufferedBytes = 9,
                MaxEventBytes = 10,
                SlowReader = SlowReaderBehavior.Drop,
                IncludeHeartbeats = true,
            },
            options.Streams);
    }

    [Fact]
    public void No_option_is_forgotten()
    {
        string known = Assert.Throws<OptionsValidationException>(() => Read(new() { ["?"] = "" })).Message;
        string budgets = Assert.Throws<OptionsValidationException>(() => Read(new() { ["Budgets:?"] = "" })).Message;
        string retry = Assert.Throws<OptionsValidationException>(() => Read(new() { ["Retry:?"] = "" })).Message;
        string streams = Assert.Throws<OptionsValidationException>(() => Read(new() { ["Streams:?"] = "" })).Message;

        AssertNames<OpenCodeClientOptions>(known);
        AssertNames<RequestBudgets>(budgets);
        AssertNames<RetryOptions>(retry);
        AssertNames<EventStreamOptions>(streams);
    }

    [Fact]
    public void Empty_section_leaves_the_defaults()
    {
        OpenCodeClientOptions options = Read([]);

        Assert.Equal((new RequestBudgets(), new EventStreamOptions()), (options.Budgets, options.Streams));
        Assert.Null(options.BaseUri);
    }

    [Theory]
    [InlineData("BaseUrl", "http://a", "Agents:BaseUrl is not a setting of an OpenCode client. Correct or remove it; there are: ", "BaseUri")]
    [InlineData("Budgets:Conect", "00:00:01", "Agents:Budgets:Conect is not a setting", "Connect")]
    [InlineData("Budgets:Connect", "30", "Agents:Budgets:Connect is \"30\", but must be a time like 00:00:30")]
    [InlineData("Budgets", "none", "Agents:Budgets is one value, but must be a section")]
    [InlineData("StrictDecoding", "yes", "Agents:StrictDecoding is \"yes\", but must be true or false")]
    [InlineData("StrictDecoding", "", "Agents:StrictDecoding is \"\", but must be true or false")]
    [InlineData("MaxResponseBytes", "1e9", "Agents:MaxResponseBytes is \"1e9\", but must be a whole number")]
    [InlineData("Streams:SlowReader", "1", "Agents:Streams:SlowReader is \"1\", but must be one of Wait, Drop")]
    [InlineData("Streams:SlowReader", "Stop", "one of Wait, Drop")]
    [InlineData("BaseUri", "http://s3cr3t:99999/?s3cr3t", "Agents:BaseUri is a text that is not shown here, but must be an address")]
    [InlineData("BaseUri", "http://", "Agents:BaseUri is a text that is not shown here, but must be an address")]
    [InlineData("Password:Value", "s3cr3t", "Agents:Password is a section, but must be one value")]
    public void What_cannot_be_read_is_refused_with_its_path(string key, string value, params string[] words)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(new() { [key] = value }));

        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(new() { ["BaseUrl"] = "a", ["Budgets:Total"] = "b", ["Streams:Delay"] = "c" }));

        Assert.Equal(3, error.Failures.Count());
    }

    [Fact]
    public void Code_has_the_last_word_and_named_clients_their_own_sections()
    {
        IConfiguration configuration = Configuration(new() { ["A:Directory"] = "/a", ["B:Directory"] = "/b" });
        var services = new ServiceCollection();
        services.AddOpenCodeClient("a", configuration.GetSection("A"));
        services.AddOpenCodeClient("b", configuration.GetSection("B"));
        services.AddOpenCodeClient("b", options => options.Directory += "/sub");
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal("/a", Samples.SettingsOf(provider.GetRequiredKeyedService<OpenCodeClient>("a")).GetDefault("directory"));
        Assert.Equal("/b/sub", Samples.SettingsOf(provider.GetRequiredKeyedService<OpenCodeClient>("b")).GetDefault("directory"));
    }

    [Fact]
    public void Binder_of_the_platform_would_change_budgets_that_others_share_and_this_does_not()
    {
        var shared = new RequestBudgets();
        IConfigurationRoot configuration = Configuration(new() { ["Budgets:Total"] = "00:00:05" });

        var services = new ServiceCollection();
        services.AddOpenCodeClient(options => options.Budgets = shared);
        services.AddOpenCodeClient(configuration);
        using ServiceProvider provider = services.BuildServiceProvider();
        OpenCodeClientOptions read = provider.GetRequiredService<IOptionsMonitor<OpenCodeClientOptions>>().CurrentValue;
        Assert.Equal((TimeSpan.FromSeconds(5), (TimeSpan?)null), (read.Budgets.Total, shared.Total));

        configuration.Bind(new OpenCodeClientOptions { Budgets = shared });
        Assert.Equal(TimeSpan.FromSeconds(5), shared.Total);
    }

    private static void AssertNames<T>(string message)
        => Assert.All(
            typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && !_notConfigurable.Contains(p.Name)),
            p => Assert.Contains($" {p.Name}", message.Replace(",", " ", StringComparison.Ordinal).Replace(".", " ", StringComparison.Ordinal),
                StringComparison.Ordinal));

    private static OpenCodeClientOptions Read(Dictionary<string, string?> values)
    {
        var services = new ServiceCollection();
        services.AddOpenCodeClient(Configuration(values.ToDictionary(value => "Agents:" + value.Key, value => value.Value)).GetSection("Agents"));
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<OpenCodeClientOptions>>().CurrentValue;
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
