using OpenCodeGen.Changes.Findings;
using OpenCodeGen.Changes.Rules.Bodies;
using OpenCodeGen.Changes.Rules.Operations;
using OpenCodeGen.Changes.Rules.Parameters;
using OpenCodeGen.Changes.Rules.Responses;
using OpenCodeGen.Changes.Rules.Schemas;
using OpenCodeGen.Changes.Rules.Webhooks;

namespace OpenCodeGen.Changes.Rules;

/// <summary>Every rule of the wire.</summary>
internal static class RuleTable
{
    /// <summary>An operation that only the old document has.</summary>
    public static Rule OperationRemoved { get; } = new("operation-removed", Level.Breaking, Direction.Request, "An operation is gone: who asks finds nothing.");

    /// <summary>An operation that only the old document has, which said that it would go.</summary>
    public static Rule OperationRemovedAfterSunset { get; } = new("operation-removed-after-sunset", Level.Warning, Direction.Request,
        "A deprecated operation is gone, after the day that its x-sunset named.");

    /// <summary>An operation that only the new document has.</summary>
    public static Rule OperationAdded { get; } = new("operation-added", Level.Info, Direction.Request, "An operation is new.");

    public static IReadOnlyList<OperationRule> OfOperations { get; } =
    [
        new OperationMoved(), new OperationIdChanged(), new OperationDeprecated(), new OperationSunset(), new OperationStability(),
        new SecurityRule(), new ServerRule(),
        new ParameterAdded(), new ParameterRemoved(), new ParameterMoved(), new ParameterRequired(), new ParameterStyle(), new ParameterDefault(),
        new ParameterEmptyValue(), new ParameterDeprecated(),
        new BodyRule(), new MediaTypeRule(), new PartEncodingRule(),
        new StatusRule(), new ResponseBodyRule(), new ResponseMediaTypeRule(), new HeaderRule(),
    ];

    /// <summary>Rules for what the server asks of the client: webhooks and callbacks.</summary>
    public static IReadOnlyList<OperationRule> OfWebhooks { get; } =
        [new OperationDeprecated(), new WebhookParameter(), new WebhookBody(), new WebhookMediaType(), new WebhookStatus()];

    public static IReadOnlyList<SchemaRule> OfSchemas { get; } =
    [
        new TypeRule(), new NullRule(), new ValueRule(), new FormatRule(), new PatternRule(), new LimitRule(), new UniqueRule(), new PropertyAdded(),
        new PropertyRemoved(), new PropertyRequired(), new AdditionalRule(), new VariantRule(), new DiscriminatorRule(), new DefaultRule(),
        new DeprecatedRule(), new EncodingRule(), new FirstItemsRule(), new OtherKeywordRule(),
    ];

    /// <summary>All of them, in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. new[] { OperationRemoved, OperationRemovedAfterSunset, OperationAdded }
            .Concat(OfOperations.Union(OfWebhooks.Skip(1)).SelectMany(static r => r.Rules))
            .Concat(OfSchemas.SelectMany(static r => r.Twins).SelectMany(static t => new[] { t.Request, t.Response }))
            .Concat(OfSchemas.SelectMany(static r => r.Single))
            .OrderBy(static r => r.Id, StringComparer.Ordinal),
    ];
}
