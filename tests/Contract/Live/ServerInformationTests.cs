using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>What a server tells about itself and its project; the default directory goes along in either API's way.</summary>
[Collection<SharedServer>]
public sealed class ServerInformationTests(LiveServer server)
{
    private OpenCodeClient Client => server.Client;

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Health_and_version_are_those_of_the_pinned_release()
    {
        GlobalHealthResponse health = await Client.Global.Health.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.True(health.Healthy);
        Assert.Equal("1.18.33", health.Version);
        Assert.True((await Client.Api.Health.GetAsync(cancellationToken: LiveServer.Cancellation)).Healthy);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task The_default_directory_selects_the_project_in_both_APIs()
    {
        ServerPaths paths = await Client.Path.GetAsync(cancellationToken: LiveServer.Cancellation);
        LocationInfo location = await Client.Api.Location.GetAsync(cancellationToken: LiveServer.Cancellation);
        Project project = await Client.Project.Current.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal(server.Sandbox.Directory, paths.Directory);
        Assert.Equal(server.Sandbox.Directory, location.Directory);
        Assert.Equal(project.Id, location.Project.Id);
        Assert.Contains(await Client.Project.GetAsync(cancellationToken: LiveServer.Cancellation), p => p.Id == project.Id);

        string elsewhere = Path.GetDirectoryName(server.Sandbox.Directory)!;
        ServerPaths other = await Client.Path.GetAsync(c => c.Query.Directory = elsewhere, LiveServer.Cancellation);
        Assert.Equal(elsewhere, other.Directory);
        LocationInfo otherLocation = await Client.Api.Location.GetAsync(
            c => c.Query.Location = new() { Directory = elsewhere }, LiveServer.Cancellation);
        Assert.Equal(elsewhere, otherLocation.Directory);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_project_is_renamed()
    {
        Project project = await Client.Project.Current.GetAsync(cancellationToken: LiveServer.Cancellation);
        Project renamed = await Client.Project[project.Id].PatchAsync(new() { Name = "Renamed" }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal("Renamed", renamed.Name);
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task Agents_commands_skills_and_tools_are_listed_in_both_APIs()
    {
        Assert.Contains(await Client.Agent.GetAsync(cancellationToken: LiveServer.Cancellation), static a => a.Name == "build");
        Assert.Contains((await Client.Api.Agent.GetAsync(cancellationToken: LiveServer.Cancellation)).Data, static a => a.Id == "build");
        Assert.Contains(await server.Listener.Command.GetAsync(cancellationToken: LiveServer.Cancellation), static c => c.Name == "init");
        Assert.Contains((await Client.Api.Command.GetAsync(cancellationToken: LiveServer.Cancellation)).Data, static c => c.Name == "init");
        Assert.NotNull(await Client.Skill.GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.NotNull((await Client.Api.Skill.GetAsync(cancellationToken: LiveServer.Cancellation)).Data);
        Assert.Contains("bash", await Client.Experimental.Tool.Ids.GetAsync(cancellationToken: LiveServer.Cancellation));
        Assert.Contains(
            await Client.Experimental.Tool.GetAsync(model: "one", provider: "scripted", cancellationToken: LiveServer.Cancellation),
            static t => t.Id == "bash");
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task The_scripted_provider_and_its_model_are_listed_in_both_APIs()
    {
        ConfigProvidersResponse providers = await Client.Config.Providers.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Contains(providers.Providers, static p => p.Id == "scripted");
        ProviderListResponse all = await Client.Provider.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Contains("scripted", all.Connected);
        V2ProviderGetResponse provider = await Client.Api.Provider["scripted"].GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Equal("scripted", provider.Data.Id);
        V2ModelListResponse models = await Client.Api.Model.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Contains(models.Data, static m => m is { ProviderId: "scripted", Id: "one", Enabled: true });
    }

    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_log_line_and_credentials_are_accepted()
    {
        Assert.True(await Client.Log.PostAsync(
            new() { Service = "tests", Level = AppLogRequestLevel.Info, Message = "A line." }, cancellationToken: LiveServer.Cancellation));
        Assert.True(await Client.Auth["nobody"].PutAsync(new ApiAuth { Key = "k" }, cancellationToken: LiveServer.Cancellation));
        Assert.True(await Client.Auth["nobody"].DeleteAsync(cancellationToken: LiveServer.Cancellation));
    }
}
