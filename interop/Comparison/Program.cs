using OpenCode.Interop.Comparison;
using OpenCode.Interop.Comparison.Making;

// ./build.sh interop: makes the table of docs/other-generators.md again, for instance for a newer document or a newer generator.
using CancellationTokenSource ending = new(TimeSpan.FromMinutes(30));
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    ending.Cancel();
};
List<Column> columns = [];
Maker[] makers = [new KiotaMaker(), new NSwagMaker()];
foreach (Maker maker in makers)
{
    foreach (bool isPrepared in new[] { false, true })
    {
        Column column = await Column.MakeAsync(maker, isPrepared, ending.Token);
        Console.WriteLine(column);
        columns.Add(column);
    }
}

string table = ComparisonTable.Of(columns);
Console.WriteLine(table);
ComparisonTable.Write(Workplace.InRoot("docs/other-generators.md"), table);
