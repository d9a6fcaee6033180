using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenCode.Client.Tests.Http;
using OpenCode.Core.Options;
using OpenCode.DependencyInjection.Configuration;
using Xunit;

namespace OpenCode.Client.Tests.DependencyInjection;

/// <summary>A host does not start with options that cannot work, and says what to change.</summary>
public sealed class HostStartTests
{
    public static TheoryData<Action<OpenCodeClientOptions>, string> Refused => new()
    {
        { o => o.BaseUri = new("here", UriKind.Relative),
            "BaseUri is not an absolute URI (it is not shown here, because any part of it may be a secret). Write it like http://127.0.0.1:4096." },
        { o => o.BaseUri = new("ftp://host"), "Use http or https" },
        { o => o.BaseUri = new("http://me:s3cr3t@host"), "Remove them from the URI and set UserName and Password." },
        { o => o.BaseUri = new("http://host/?a=b"), "set the directory with Directory" },
        { o => o.Budgets = new() { Total = TimeSpan.Zero }, "The budget Total is 00:00:00, but must be positive and at most 49 days. Use null for no limit." },
        { o => o.Budgets = null!, "Budgets is null. Leave it out" },
        { o => o.Streams = new() { BufferedEvents = 1 }, "BufferedEvents is 1, but must be at least 2." },
        { o => o.Streams = null!, "Streams is null. Leave it out" },
        { o => o.Retry = new() { MaxAttempts = 0 }, "MaxAttempts is 0, but must be at least 1" },
        { o => o.Retry = null!, "use RetryOptions.None" },
        { o => o.MaxResponseBytes = 0, "Use null for no limit." },
        { o => o.PooledConnectionLifetime = TimeSpan.Zero, "Use Timeout.InfiniteTimeSpan" },
        { o => o.Directory = "", "Leave it null" },
        { o => o.Workspace = " ", "Leave it null" },
        { o => (o.Password, o.UserName) = ("s3cr3t", "a:b"), "Choose one without." },
        { o => o.TimeProvider = null!, "Leave it out for the system clock." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Host_does_not_start_and_says_what_to_change(Action<OpenCodeClientOptions> configure, string fix)
    {
        OptionsValidationException error = await StartAsync(services => services.AddOpenCodeClient(configure));

        Assert.StartsWith("The OpenCode client: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(fix, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("(Parameter", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_names_the_client()
    {
        OptionsValidationException error = await StartAsync(services =>
        {
            services.AddOpenCodeClient("good");
            services.AddOpenCodeClient("bad", options => options.Directory = "");
        });

        Assert.StartsWith("The OpenCode client \"bad\": Directory is empty.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typo_in_configuration_stops_the_host()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("OpenCode:Pasword", "s3cr3t")]).Build();
        OptionsValidationException error = await StartAsync(services => services.AddOpenCodeClient(configuration.GetSection("OpenCode")));

        Assert.Contains("OpenCode:Pasword is not a setting", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_environment_variable_stops_the_host()
    {
        OptionsValidationException error = await StartAsync(services =>
        {
            services.AddSingleton(new EnvironmentVariables(name => name == "OPENCODE_BASE_URL" ? "nowhere" : null));
            services.AddOpenCodeClient();
        });

        Assert.Contains("OPENCODE_BASE_URL", error.Message, StringComparison.Ordinal);
    }

    private static async Task<OptionsValidationException> StartAsync(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        configure(builder.Services);
        using IHost host = builder.Build();
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Samples.Token));
    }
}
