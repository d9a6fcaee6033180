using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using OpenCode.Models;
using OpenCode.Server.Http;

namespace OpenCode.Server.Terminals;

/// <summary>Opens the WebSocket of a terminal, as far as the request may have it.</summary>
/// <param name="options">Which pages may connect.</param>
/// <param name="tickets">The tickets that were given.</param>
internal sealed class TerminalConnecting(OpenCodeEndpointOptions options, TerminalTickets tickets)
{
    private const string TicketHeader = "x-opencode-ticket";

    /// <summary>Connects a request with a terminal, until one of both ends.</summary>
    /// <exception cref="OperationException">The request may not, or is none for a WebSocket.</exception>
    public async Task ConnectAsync(HttpContext exchange, ServedTerminal terminal, CancellationToken cancellationToken)
    {
        // Pages of anybody can open a WebSocket to this machine: browsers ask no leave, but tell whose page it is.
        HttpRequest request = exchange.Request;
        if (request.Headers.Origin is [{ } origin, ..] && !IsAllowed(origin, request)) throw Forbidden($"Pages of {origin} may not connect.");
        if (request.Query["ticket"] is [{ } ticket, ..] && !tickets.Take(ticket, terminal.Info.Id))
            throw Forbidden("The ticket is used, too old or of another terminal.");
        long? cursor = CursorOf(request.Query["cursor"]);
        if (!exchange.WebSockets.IsWebSocketRequest) throw new OperationException(400, "This address is for WebSockets.");
        using WebSocket socket = await exchange.WebSockets.AcceptWebSocketAsync();
        await new TerminalSocket(socket, terminal).ServeAsync(cursor, cancellationToken);
    }

    /// <summary>Whether a request may have a ticket: no page of somebody else can send the header unasked.</summary>
    public static bool MayHaveTicket(HttpContext exchange) => exchange.Request.Headers[TicketHeader] == "1";

    private static OperationException Forbidden(string message) => new(403, new ForbiddenError { Message = message }, message);

    private static long? CursorOf(string? text)
        => string.IsNullOrEmpty(text) ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long cursor) && cursor >= -1 ? cursor
            : throw OperationException.BadRequest(RequestPart.Query, $"'cursor' cannot be '{text}': it is a position, or -1 for the end.");

    private bool IsAllowed(string origin, HttpRequest request)
        => options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && (page.Authority == request.Host.Value || IsThisMachine(page)));

    private static bool IsThisMachine(Uri page)
        => page.Host == "localhost" || (IPAddress.TryParse(page.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
