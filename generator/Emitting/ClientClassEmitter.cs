using OpenCodeGen.Model;

namespace OpenCodeGen.Emitting;

/// <summary>Emits the class of the client: how it is made, and what it adds to the root of the paths.</summary>
internal static class ClientClassEmitter
{
    private static readonly string[] _usings =
    [
        "System", "System.Net.Http", "System.Threading", "System.Threading.Tasks", "OpenCode.Core.Builders", "OpenCode.Core.Options",
        "OpenCode.Core.Responses", "OpenCode.Runtime",
    ];

    public static PlannedFile Emit(ClientModel model)
        => Source.File($"{model.Names.Client}.g.cs", model.Names.Namespace, [.. _usings, model.Names.Requests], writer =>
    {
        string name = model.Names.Client;
        Source.Document(writer, $"A typed client of {OneLine(model.Title)}. Safe for use by many threads; keep one for the life of the application.", "");
        writer.Line("/// <remarks>Its properties follow the paths of the API.</remarks>");
        using SourceWriter.Block body = writer.Open($"public sealed partial class {name} : {BuilderEmitter.RootName}, IDisposable, IAsyncDisposable");
        writer.Line($$"""
            /// <summary>Creates a client of the server at an address, with the options that are there by default.</summary>
            /// <param name="baseUri">The server's address, <c>http</c> or <c>https</c>; a path is put before every request's path.</param>
            /// <exception cref="ArgumentException">The address cannot work; the message says what to do.</exception>
            public {{name}}(Uri baseUri)
                : this(new ApiClientOptions { BaseUri = baseUri ?? throw new ArgumentNullException(nameof(baseUri)) })
            {
            }

            /// <summary>Creates a client.</summary>
            /// <param name="options">Where the server is and how to use it; read once, here.</param>
            /// <exception cref="ArgumentException">An option has a value that cannot work; the message says which, and what to do.</exception>
            public {{name}}(ApiClientOptions options)
                : this(new HttpRequestSender(options ?? throw new ArgumentNullException(nameof(options)), CreateProfile()))
            {
            }

            /// <summary>Creates a client whose requests somebody else sends: a test, a recording, another transport.</summary>
            /// <param name="sender">Sends the requests; disposed with the client when it can be.</param>
            public {{name}}(IRequestSender sender)
                : base(sender ?? throw new ArgumentNullException(nameof(sender)))
            {
            }

            /// <summary>Changes what the runtime is told of this client, such as what its event streams do beyond their document.</summary>
            /// <param name="profile">What it is told; replace it.</param>
            static partial void ConfigureProfile(ref ClientProfile profile);

            /// <summary>Sends a request past the typed client, for routes that its document does not have. Any status is a result.</summary>
            /// <param name="method">The HTTP method.</param>
            /// <param name="pathAndQuery">The escaped path and query, beginning with a slash.</param>
            /// <param name="content">The body; null for none. It is disposed.</param>
            /// <param name="configuration">Headers, limits and the like; null for the client's own.</param>
            /// <param name="cancellationToken">Ends the request.</param>
            /// <returns>The response, read to its end.</returns>
            public Task<RawResponse> SendRawAsync(
                HttpMethod method,
                string pathAndQuery,
                HttpContent? content = null,
                RequestConfiguration? configuration = null,
                CancellationToken cancellationToken = default)
                => Sender.SendRawAsync(method, pathAndQuery, content, configuration, cancellationToken);

            /// <summary>
            /// Closes the client's connections; requests under way end with <see cref="ObjectDisposedException"/>. A caller's own
            /// <see cref="HttpClient"/> stays open.
            /// </summary>
            public void Dispose() => (Sender as IDisposable)?.Dispose();

            /// <inheritdoc cref="Dispose"/>
            /// <returns>A completed task.</returns>
            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }

            /// <summary>Names the server, without credentials.</summary>
            /// <returns>A string for logs.</returns>
            public override string ToString() => Sender is HttpRequestSender ? Sender.ToString()! : nameof({{name}});

            private static ClientProfile CreateProfile()
            {
                var profile = new ClientProfile
                {
                    ClientName = nameof({{name}}),
                    ProductName = {{Source.Literal(model.Names.Namespace)}},
                    Version = typeof({{name}}).Assembly.GetName().Version?.ToString(3),
                };
                ConfigureProfile(ref profile);
                return profile;
            }
            """);
    });

    private static string OneLine(string title) => title.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
