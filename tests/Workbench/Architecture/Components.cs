namespace OpenCode.Workbench.Architecture;

/// <summary>The strongly connected components of a graph, by Tarjan's algorithm.</summary>
internal static class Components
{
    public static IReadOnlyList<IReadOnlyCollection<string>> Of(Dictionary<string, HashSet<string>> edges)
    {
        List<IReadOnlyCollection<string>> found = [];
        Dictionary<string, int> numbers = [];
        Dictionary<string, int> lowest = [];
        Stack<string> open = [];
        HashSet<string> isOpen = [];
        foreach (string node in edges.Keys.Order(StringComparer.Ordinal))
        {
            if (!numbers.ContainsKey(node)) Visit(node);
        }

        return found;

        void Visit(string node)
        {
            lowest[node] = numbers[node] = numbers.Count;
            open.Push(node);
            isOpen.Add(node);
            foreach (string next in edges.GetValueOrDefault(node, []).Order(StringComparer.Ordinal))
            {
                if (!numbers.ContainsKey(next)) Visit(next);
                if (isOpen.Contains(next)) lowest[node] = Math.Min(lowest[node], lowest[next]);
            }

            if (lowest[node] != numbers[node]) return;
            List<string> component = [];
            string last;
            do
            {
                last = open.Pop();
                isOpen.Remove(last);
                component.Add(last);
            }
            while (last != node);
            found.Add(component);
        }
    }
}
