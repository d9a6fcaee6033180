using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpenCode.Verification.Tests.Documents;

/// <summary>A registry of npm with packages of one scope, each a program of Node.js.</summary>
internal sealed class PackageRegistry : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _variable;

    private PackageRegistry(WebApplication application, string variable) => (_application, _variable) = (application, variable);

    /// <param name="scope">The scope, such as <c>@opencode</c>; npm asks here for its packages and elsewhere for all others.</param>
    /// <param name="packages">The packages: name, version, the script of the program or null for none.</param>
    public static async Task<PackageRegistry> StartAsync(string scope, params (string Name, string Version, string? Script)[] packages)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        application.Run(context => AnswerAsync(context, packages));
        await application.StartAsync();
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        string variable = $"npm_config_{scope}:registry";
        Environment.SetEnvironmentVariable(variable, address);
        return new PackageRegistry(application, variable);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(_variable, null);
        await _application.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, (string Name, string Version, string? Script)[] packages)
    {
        string path = Uri.UnescapeDataString(context.Request.Path.Value!.TrimStart('/'));
        foreach ((string name, string version, string? script) in packages)
        {
            byte[] archive = Archive(name, version, script);
            if (path == $"{name}/-/archive.tgz")
            {
                await context.Response.Body.WriteAsync(archive);
                return;
            }

            if (path != name) continue;
            JsonObject manifest = Manifest(name, version, script);
            manifest["dist"] = new JsonObject
            {
                ["tarball"] = $"http://{context.Request.Host}/{name}/-/archive.tgz",
                ["integrity"] = $"sha512-{Convert.ToBase64String(SHA512.HashData(archive))}",
            };
            await context.Response.WriteAsync(new JsonObject
            {
                ["name"] = name,
                ["dist-tags"] = new JsonObject { ["latest"] = version },
                ["versions"] = new JsonObject { [version] = manifest },
            }.ToJsonString());
            return;
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static JsonObject Manifest(string name, string version, string? script)
    {
        JsonObject manifest = new() { ["name"] = name, ["version"] = version };
        if (script is not null) manifest["bin"] = new JsonObject { ["other"] = "program.js", ["opencode"] = "program.js" };
        return manifest;
    }

    private static byte[] Archive(string name, string version, string? script)
    {
        using MemoryStream stream = new();
        using (GZipStream compressed = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (TarWriter writer = new(compressed))
        {
            Add("package/package.json", Manifest(name, version, script).ToJsonString());
            if (script is not null) Add("package/program.js", $"#!/usr/bin/env node\n{script}\n");

            void Add(string entry, string text) => writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry)
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite,
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }

        return stream.ToArray();
    }
}
