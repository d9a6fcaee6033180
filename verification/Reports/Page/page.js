
'use strict';
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  const form = document.getElementById('filters');
  const panel = document.getElementById('panel');
  const body = panel.querySelector('.body');
  const shown = document.getElementById('shown');
  const outcomes = ['held', 'drifted', 'errors', 'unreachable', 'absent', 'unknown'];
  const outcomeOf = td => outcomes.find(o => td.classList.contains(o));
  const detailOf = cell => cell.hash ? document.getElementById(decodeURIComponent(cell.hash.slice(1))) : null;

  // A small screen shows headlines, and the table soon.
  const folds = [...document.querySelectorAll('.findings details, #filters details')];
  const narrow = matchMedia('(max-width: 48rem)');
  const fold = () => folds.forEach(f => { f.open = !narrow.matches; });
  narrow.addEventListener('change', fold);
  addEventListener('beforeprint', () => folds.forEach(f => { f.open = true; }));
  fold();

  // What there is, read once from the tables themselves.
  const tables = [...document.querySelectorAll('.matrix table')].map(table => ({
    table,
    noun: table.dataset.noun,
    heads: [...table.querySelectorAll('thead th')].slice(1),
    areas: [...table.tBodies].map(tbody => ({
      tbody,
      name: tbody.dataset.area,
      rows: [...tbody.rows].slice(1).map(tr => {
        const cells = [...tr.cells].slice(1);
        const details = cells.map(td => td.querySelector('a.cell')).filter(Boolean).map(detailOf).filter(Boolean);
        return {
          tr, cells,
          outcomes: cells.map(outcomeOf),
          text: [tr.cells[0], ...details].map(e => e.textContent).join('\n').toLowerCase(),
        };
      }),
    })),
  }));

  // ---- filters

  const checked = name => [...form.querySelectorAll(`input[name=${name}]`)].filter(i => i.checked).map(i => i.value);

  const apply = () => {
    const words = document.getElementById('text').value.toLowerCase().split(/\s+/).filter(Boolean);
    const area = document.getElementById('area').value;
    const wanted = new Set(checked('outcome'));
    const all = wanted.size === outcomes.length - 1;
    const versions = checked('version').map(Number);
    const differ = Boolean(document.getElementById('differ')?.checked);
    const inArea = name => area === '' || (area === 'v2' ? name.startsWith('v2 ') : name === area);
    const summary = [];
    for (const table of tables) {
      let total = 0;
      let visible = 0;
      table.heads.forEach((th, i) => { th.hidden = !versions.includes(i); });
      for (const { tbody, name, rows } of table.areas) {
        let some = false;
        for (const row of rows) {
          const seen = versions.map(i => row.outcomes[i]);
          const fits = inArea(name)
            && words.every(w => row.text.includes(w))
            && (all || seen.some(o => wanted.has(o)))
            && (!differ || versions.length < 2 || new Set(seen).size > 1);
          row.tr.hidden = !fits;
          row.cells.forEach((td, i) => { td.hidden = !versions.includes(i); });
          total++;
          if (fits) { visible++; some = true; }
        }
        tbody.hidden = !some;
      }
      table.table.closest('.matrix').querySelector('.empty').hidden = visible > 0;
      table.table.hidden = visible === 0;
      summary.push(`${visible} of ${total} ${table.noun}s`);
    }
    shown.textContent = `Showing ${summary.join(' and ')}.`;
  };

  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', e => e.preventDefault());

  // ---- one stop of the tab key a table; the arrow keys move inside it

  const grid = table => table.areas.flatMap(a => a.rows).filter(r => !r.tr.hidden)
    .map(r => r.cells.filter(td => !td.hidden).map(td => td.querySelector('.cell')));

  const stop = (table, cell) => {
    if (table.stop) table.stop.tabIndex = -1;
    table.stop = cell;
    cell.tabIndex = 0;
  };

  const moves = {
    ArrowUp: (r, c) => [r - 1, c], ArrowDown: (r, c) => [r + 1, c], ArrowLeft: (r, c) => [r, c - 1], ArrowRight: (r, c) => [r, c + 1],
    Home: r => [r, 0], End: (r, c, width) => [r, width - 1],
  };

  for (const table of tables) {
    table.table.querySelectorAll('.cell').forEach(cell => {
      cell.tabIndex = -1;
      cell.setAttribute('role', 'button');
      cell.setAttribute('aria-haspopup', 'dialog');
    });
    const first = table.table.querySelector('.cell');
    if (first) stop(table, first);
    table.table.addEventListener('focusin', e => { if (e.target.matches('.cell')) stop(table, e.target); });
    table.table.addEventListener('click', e => {
      const cell = e.target.closest('.cell');
      if (!cell || e.metaKey || e.ctrlKey) return;
      e.preventDefault();
      stop(table, cell);
      open(table, cell);
    });
    table.table.addEventListener('keydown', e => {
      const cell = e.target.closest('.cell');
      if (!cell) return;
      if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); open(table, cell); return; }
      const move = moves[e.key];
      if (!move || e.metaKey || e.ctrlKey || e.altKey) return;
      e.preventDefault();
      const cells = grid(table);
      const r = cells.findIndex(row => row.includes(cell));
      const c = r < 0 ? -1 : cells[r].indexOf(cell);
      if (r < 0) return;
      const [nr, nc] = move(r, c, cells[r].length);
      cells[nr]?.[nc]?.focus();
    });
  }

  // Filters can hide the stop; then the first cell that is left takes its place.
  form.addEventListener('input', () => {
    for (const table of tables) {
      const cells = grid(table).flat().filter(Boolean);
      if (cells.length > 0 && !cells.includes(table.stop)) stop(table, cells[0]);
    }
  });

  // ---- the panel

  const make = (tag, className, text) => {
    const e = document.createElement(tag);
    if (className) e.className = className;
    if (text) e.textContent = text;
    return e;
  };

  let opened = null;

  const fill = (table, cell) => {
    const tr = cell.closest('tr');
    const tds = [...tr.cells].slice(1);
    const detail = detailOf(cell);
    const where = make('div', 'where');
    where.append(...[...tr.cells[0].childNodes].map(n => n.cloneNode(true)));
    const nav = make('nav');
    nav.setAttribute('aria-label', 'Releases');
    tds.forEach((td, i) => {
      const other = td.querySelector('.cell');
      if (!other) return;
      const b = make('button', outcomeOf(td));
      b.type = 'button';
      const sign = make('span', '', td.querySelector('.sign').textContent);
      sign.setAttribute('aria-hidden', 'true');
      b.append(sign, table.heads[i].textContent);
      b.setAttribute('aria-label', `${table.heads[i].textContent}: ${td.querySelector('.word').textContent}`);
      if (other === cell) b.setAttribute('aria-current', 'true');
      b.addEventListener('click', () => { fill(table, other); body.querySelector('nav [aria-current]').focus(); });
      nav.append(b);
    });
    const copy = detail ? detail.cloneNode(true) : make('article', `detail ${outcomeOf(cell.closest('td'))}`);
    copy.removeAttribute('id');
    if (!detail) {
      const verdict = make('p', 'verdict');
      verdict.append(make('span', 'tag', `${cell.querySelector('.sign').textContent} ${cell.querySelector('.word').textContent}`));
      if (cell.title) verdict.append(make('small', '', cell.title));
      copy.append(verdict);
    }
    body.replaceChildren(where, nav, copy);
    panel.scrollTop = 0;
    opened = cell;
    history.replaceState(null, '', cell.hash || location.pathname + location.search);
  };

  const open = (table, cell) => { fill(table, cell); if (!panel.open) panel.showModal(); };

  panel.querySelector('.close').addEventListener('click', () => panel.close());
  panel.addEventListener('click', e => { if (e.target === panel) panel.close(); });
  panel.addEventListener('close', () => {
    history.replaceState(null, '', location.pathname + location.search);
    opened?.focus();
  });

  // A link to a cell opens it.
  const follow = () => {
    if (location.hash.length > 1) {
      for (const table of tables) {
        const cell = [...table.table.querySelectorAll('a.cell')].find(a => a.hash === location.hash);
        if (cell) { cell.scrollIntoView({ block: 'center' }); stop(table, cell); open(table, cell); return; }
      }
    }
  };
  addEventListener('hashchange', follow);
  apply();
  follow();
})();
