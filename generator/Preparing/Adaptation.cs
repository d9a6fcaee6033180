namespace OpenCodeGen.Preparing;

/// <summary>A way in which a document is put differently for its readers.</summary>
/// <param name="Id">What it is called in reports.</param>
/// <param name="Targets">Whom it is for.</param>
/// <param name="Reason">What they would do with the document as it is.</param>
/// <param name="Apply">
/// Changes the document, and gives the JSON pointers of the places; none where there is nothing to do, as in a document that was prepared.
/// </param>
internal sealed record Adaptation(string Id, PreparationTarget Targets, string Reason, Func<DocumentTree, IEnumerable<string>> Apply);
