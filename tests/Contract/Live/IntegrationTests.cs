using OpenCode.Models;

namespace OpenCode.Contract.Tests.Live;

/// <summary>Integrations and their credentials.</summary>
[Collection<SharedServer>]
public sealed class IntegrationTests(LiveServer server)
{
    [Fact(Timeout = LiveServer.TestLimit)]
    public async Task A_key_becomes_a_credential_that_is_renamed_and_removed()
    {
        var api = server.Client.Api;
        V2IntegrationListResponse all = await api.Integration.GetAsync(cancellationToken: LiveServer.Cancellation);
        var integration = api.Integration[all.Data[0].Id];
        await integration.Connect.Key.PostAsync(new() { Key = "k", Label = "First" }, cancellationToken: LiveServer.Cancellation);
        ConnectionCredentialInfo credential = await CredentialAsync();
        Assert.Equal("First", credential.Label);

        await api.Credential[credential.Id].PatchAsync(new() { Label = "Second" }, cancellationToken: LiveServer.Cancellation);
        Assert.Equal("Second", (await CredentialAsync()).Label);

        await api.Credential[credential.Id].DeleteAsync(cancellationToken: LiveServer.Cancellation);
        V2IntegrationGetResponse read = await integration.GetAsync(cancellationToken: LiveServer.Cancellation);
        Assert.Empty(read.Data!.Connections);

        async Task<ConnectionCredentialInfo> CredentialAsync()
        {
            V2IntegrationGetResponse current = await integration.GetAsync(cancellationToken: LiveServer.Cancellation);
            return Assert.IsType<ConnectionCredentialInfo>(Assert.Single(current.Data!.Connections));
        }
    }
}
