namespace OpenCode.Ctl.Bench.Reports;

/// <summary>The looks of a page: light and dark, wide and narrow, with nothing from elsewhere.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --back: #f7f7f5; --card: #fff; --text: #1c1e21; --soft: #62676e; --line: #e3e4e1; --good: #1a7f4b; --bad: #b3362b;
          --even: #8b6b12; --bar: #3f6fb5; --track: #e9ebee; --good-back: #e3f3ea; --bad-back: #fae7e4; --even-back: #f6eed7; }
        @media (prefers-color-scheme: dark) { :root { --back: #15171a; --card: #1d2024; --text: #e6e7e9; --soft: #9aa0a8; --line: #2f3338; --good: #58c78d;
          --bad: #f0887c; --even: #dcb95a; --bar: #7ea8e6; --track: #2b2f35; --good-back: #17362a; --bad-back: #42221e; --even-back: #3a3119; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
        main { max-width: 1080px; margin: 0 auto; padding: 32px 20px 56px; }
        h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
        h2 { font-size: 17px; margin: 36px 0 10px; overflow-wrap: anywhere; }
        p { margin: 0 0 8px; } .soft { color: var(--soft); } .small { font-size: 13px; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0 4px; }
        .tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
        .tile b { display: block; font-size: 22px; font-weight: 650; font-variant-numeric: tabular-nums; } .tile span { color: var(--soft); font-size: 13px; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
        table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
        th, td { padding: 10px 14px; text-align: left; vertical-align: top; border-top: 1px solid var(--line); font-variant-numeric: tabular-nums; }
        thead th { border-top: 0; color: var(--soft); font-size: 12px; font-weight: 600; letter-spacing: .02em; white-space: nowrap; }
        tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 110px; }
        td .value { display: block; white-space: nowrap; } td .range { display: block; color: var(--soft); font-size: 12px; white-space: nowrap; }
        svg { display: block; width: 100%; max-width: 140px; height: 12px; margin: 4px 0 2px; }
        .track { fill: var(--track); } .bar { fill: var(--bar); } .pass { fill: var(--good); } .spread { stroke: var(--soft); stroke-width: 1.6; }
        .chip { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 13px; font-weight: 600; white-space: nowrap; }
        .good { background: var(--good-back); color: var(--good); } .bad { background: var(--bad-back); color: var(--bad); }
        .even { background: var(--even-back); color: var(--even); } .none { color: var(--soft); font-weight: 400; padding-left: 0; }
        details { border-top: 1px solid var(--line); padding: 10px 14px; } details:first-child { border-top: 0; }
        summary { cursor: pointer; overflow-wrap: anywhere; } pre { margin: 8px 0 0; padding: 10px 12px; background: var(--back); border-radius: 6px; font-size: 12.5px;
          white-space: pre-wrap; overflow-wrap: anywhere; }
        ul { margin: 8px 0 0; padding-left: 20px; color: var(--soft); font-size: 13px; }
        @media (max-width: 700px) {
          main { padding: 20px 14px 40px; } h1 { font-size: 22px; } .tiles { grid-template-columns: 1fr 1fr; }
          .wide thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
          .wide tbody, .wide tr, .wide th, .wide td { display: block; border: 0; padding: 0; }
          .wide tr { display: grid; grid-template-columns: 1fr 1fr; gap: 10px 16px; padding: 12px 14px; border-top: 1px solid var(--line); }
          .wide tbody tr:first-child { border-top: 0; } .wide tbody th, .wide .whole { grid-column: 1 / -1; }
          .wide td::before { content: attr(data-name); display: block; color: var(--soft); font-size: 12px; }
          .grid { overflow-x: auto; } th, td { padding: 8px 10px; }
        }
        """;
}
