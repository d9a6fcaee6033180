using System.Net;
using System.Net.WebSockets;
using OpenCode.Core.Errors;
using OpenCode.Core.Options;
using OpenCode.Models;
using OpenCode.Requests;

namespace OpenCode.Terminals;

/// <summary>The requests about one terminal.</summary>
internal sealed class TerminalAccess(RootRequestBuilder client, string id, string? directory, TimeSpan handshakeLimit)
{
    // Without it the server gives no ticket; its document does not say so.
    private const string TicketHeader = "x-opencode-ticket";
    private const string Unknown = "Its program has ended, it was removed, the server was restarted, or it belongs to another project directory.";

    /// <summary>The id of the terminal.</summary>
    public string Id => id;

    /// <summary>The project directory; null for the client's.</summary>
    public string? Directory => directory;

    /// <summary>Reads what the server knows of the terminal.</summary>
    /// <exception cref="TerminalGoneException">There is no such terminal, or its program has ended.</exception>
    public Task<Pty> ReadAsync(CancellationToken cancellationToken)
        => AskAsync(
            async () =>
            {
                Pty terminal = await client.Pty[id].GetAsync(InDirectory, cancellationToken).ConfigureAwait(false);
                return terminal.Status == PtyStatus.Exited ? throw Gone("Its program has ended.", terminal.ExitCode) : terminal;
            });

    /// <summary>Changes the size.</summary>
    /// <exception cref="TerminalGoneException">There is no such terminal.</exception>
    public Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        PtyUpdateRequest request = new() { Size = new() { Cols = size.Columns, Rows = size.Rows } };
        return AskAsync(async () =>
        {
            try
            {
                return await client.Pty[id].PutAsync(request, InDirectory, cancellationToken).ConfigureAwait(false);
            }
            catch (ApiContractException)
            {
                // Up to 1.14.41 an unknown terminal is a success with nothing; reading tells.
                await ReadAsync(cancellationToken).ConfigureAwait(false);
                throw;
            }
        });
    }

    /// <summary>Ends the program and removes the terminal, if there still is one.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.Pty[id].DeleteAsync(InDirectory, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiNotFoundException)
        {
            // That is what was asked for.
        }
    }

    /// <summary>Connects to the terminal.</summary>
    /// <param name="cursor">From where the server is to repeat what it has; -1 for nowhere.</param>
    /// <param name="isAgain">Whether the server may have been restarted: what it is asked while it starts, it may leave without a response for ever.</param>
    /// <param name="cancellationToken">Ends the request, and the socket.</param>
    /// <exception cref="TerminalGoneException">There is no such terminal.</exception>
    public async Task<WebSocket> ConnectAsync(long cursor, bool isAgain, CancellationToken cancellationToken)
    {
        string? ticket = await TakeTicketAsync(isAgain ? new() { ResponseHeaders = handshakeLimit } : null, cancellationToken).ConfigureAwait(false);
        return await AskAsync(
            () => client.Pty[id].Connect.ConnectAsync(
                c =>
                {
                    (c.Query.Cursor, c.Query.Ticket, c.Query.Directory) = (cursor, ticket, directory);

                    // A ticket is good for one try.
                    c.Retry = RetryOptions.None;
                    c.Budgets = new RequestBudgets { ResponseHeaders = handshakeLimit };
                },
                cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>The exception that says that the terminal is gone.</summary>
    public TerminalGoneException Gone(string reason, long? exitCode = null, Exception? cause = null)
        => new($"There is no terminal {id} on the server. {reason}", id, exitCode, cause) { OperationId = "pty.connect" };

    // Tickets are younger than terminals, and servers without a password may give none: then the credentials of the request have to do. Whether the
    // terminal is there has to be known before connecting, as some releases never respond to a handshake for one that is not.
    private async Task<string?> TakeTicketAsync(RequestBudgets? budgets, CancellationToken cancellationToken)
    {
        try
        {
            PtyTicketConnectToken token = await client.Pty[id].ConnectToken.PostAsync(
                c =>
                {
                    c.Headers.Add(TicketHeader, "1");
                    c.Budgets = budgets;
                    InDirectory(c);
                },
                cancellationToken).ConfigureAwait(false);
            return token.Ticket;
        }
        catch (ApiNotFoundException e) when (e.Error is PtyNotFoundError)
        {
            throw Gone(Unknown, cause: e);
        }
        catch (ApiException e) when (e is ApiContractException
            or ApiStatusException { Status: HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed })
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (ApiNotFoundException e)
        {
            throw Gone(Unknown, cause: e);
        }
    }

    private void InDirectory(RequestConfiguration<DirectoryWorkspaceQuery> configuration)
    {
        if (directory is not null) configuration.Query.Directory = directory;
    }
}
