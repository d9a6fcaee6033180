using OpenCode.Core.Operations;
using OpenCode.WireMock.Receiving;
using OpenCode.WireMock.Routing;

namespace OpenCode.WireMock.Stubs;

/// <summary>Says which requests of an operation a response is for, and prepares it. Without a condition it is for all of them.</summary>
/// <typeparam name="T">The result of the operation.</typeparam>
/// <remarks>
/// A response for all requests stays until it is prepared anew. Those with a condition come before, and among them the one that was prepared last.
/// </remarks>
public sealed class OperationStub<T> : StubResponses<T>
{
    private readonly StubBook _book;
    private readonly StubConditions _conditions;

    internal OperationStub(StubBook book, Operation<T> operation, StubConditions conditions)
        : base(operation) => (_book, _conditions) = (book, conditions);

    /// <summary>Restricts to requests with a value in their path.</summary>
    /// <param name="name">The name in the operation's path, for example <c>sessionID</c>.</param>
    /// <param name="value">The value, unescaped.</param>
    /// <returns>The stub with this condition.</returns>
    /// <exception cref="ArgumentException">The path has no such value; the message says which it has.</exception>
    public OperationStub<T> WithPath(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        IReadOnlyList<string> names = OperationRoute.Of(Operation).Names;
        if (names.Contains(name)) return With(_conditions with { PathValues = Added(_conditions.PathValues, name, value) });
        string known = names.Count == 0 ? "It has none." : $"It has {string.Join(", ", names)}.";
        throw new ArgumentException($"The path of {Operation} has no value '{name}'. {known}", nameof(name));
    }

    /// <summary>Restricts to requests with a query parameter.</summary>
    /// <param name="name">The name, for example <c>directory</c>.</param>
    /// <param name="value">The value, unescaped.</param>
    /// <returns>The stub with this condition.</returns>
    public OperationStub<T> WithQuery(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return With(_conditions with { Query = Added(_conditions.Query, name, value) });
    }

    /// <summary>Restricts to requests with a header.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="value">The value.</param>
    /// <returns>The stub with this condition.</returns>
    public OperationStub<T> WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return With(_conditions with { Headers = Added(_conditions.Headers, name, value) });
    }

    /// <summary>Restricts to requests with a body that meets a condition.</summary>
    /// <typeparam name="TBody">The request model of the operation, for example <c>SessionPromptRequest</c>.</typeparam>
    /// <param name="condition">The condition; a request whose body cannot be decoded does not meet it.</param>
    /// <returns>The stub with this condition.</returns>
    /// <exception cref="ArgumentException">The operation takes another body; the message says which.</exception>
    public OperationStub<T> WithBody<TBody>(Func<TBody, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (Operation.RequestType is not { } expected) throw new ArgumentException($"{Operation} takes no body.", nameof(condition));
        if (expected != typeof(TBody))
            throw new ArgumentException($"The body of {Operation} is {expected.Name}, and not {typeof(TBody).Name}.", nameof(condition));
        return When(request => Decoded(request, out TBody? body) && condition(body!));
    }

    /// <summary>Restricts to requests that meet a condition.</summary>
    /// <param name="condition">The condition. It may be asked more than once for a request.</param>
    /// <returns>The stub with this condition.</returns>
    public OperationStub<T> When(Func<MockRequest, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return With(_conditions with { Predicates = [.. _conditions.Predicates, condition] });
    }

    private protected override StubSequence<T> Add(PreparedResponse response)
        => new(_book, Operation, _book.Add(Operation, _conditions, response));

    private static Dictionary<string, string> Added(IReadOnlyDictionary<string, string> values, string name, string value)
        => new(values, StringComparer.Ordinal) { [name] = value };

    private static bool Decoded<TBody>(MockRequest request, out TBody? body)
    {
        try
        {
            body = request.BodyAs<TBody>();
            return true;
        }
        catch (InvalidOperationException)
        {
            body = default;
            return false;
        }
    }

    private OperationStub<T> With(StubConditions conditions) => new(_book, Operation, conditions);
}
