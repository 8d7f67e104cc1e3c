/** The report's own style: it is opened without the site. Light and dark follow the reader's system. */
export const reportStyle = `
:root{color-scheme:light dark;--canvas:#f3f4f7;--surface:#fff;--line:#e5e7ec;--text:#12161c;--dim:#4a5463;--faint:#616b7a;--accent:#5546d6;--up:#0a7d5a;--down:#c5283d;--up-fill:#0f9a73;--down-fill:#e0475b;--warn:#8a5a00;--warn-soft:#fff7e3;--bench:#7b8595;--grid:#eef0f3;--s2:#c2680a;--s3:#0e8fa6;--s4:#b83280}
@media (prefers-color-scheme:dark){:root{--canvas:#0b0e13;--surface:#12161d;--line:#222934;--text:#e8ebf0;--dim:#aab3c1;--faint:#8690a0;--accent:#a99eff;--up:#35c796;--down:#ff7583;--up-fill:#26b083;--down-fill:#ef5566;--warn:#f0b849;--warn-soft:#241d0c;--bench:#7d8797;--grid:#1a1f29;--s2:#f2a54a;--s3:#4cc4d8;--s4:#f07cc0}}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:13px/1.5 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1040px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:22px;line-height:1.3;margin:0}h2{font-size:16px;margin:0 0 8px}h3{font-size:13px;margin:16px 0 4px}
p{margin:4px 0}.dim{color:var(--dim)}.faint{color:var(--faint);font-size:12px}
section{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:16px;margin-top:16px;break-inside:avoid}
.notes{background:var(--warn-soft);color:var(--text)}.notes b:first-child{color:var(--warn)}
.kpis{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:12px}
.kpis div{min-width:0}.kpis dt{font-size:12px;color:var(--dim)}.kpis dd{margin:0;font-size:18px;font-weight:600}.kpis small{display:block;font-size:11px;font-weight:400;color:var(--faint)}
.up{color:var(--up)}.down{color:var(--down)}
svg{display:block;width:100%;height:auto}.wide,.half{overflow-x:auto}.wide svg{min-width:640px}.half svg{min-width:300px}svg text{font-size:11px;fill:var(--faint)}
.grid{stroke:var(--grid)}.zero{stroke:var(--bench)}.mark{stroke:var(--s2);stroke-dasharray:2 3}svg .mark-text{fill:var(--s2)}
.line{fill:none;stroke-width:1.5;stroke:var(--accent)}.line.bench{stroke:var(--bench);stroke-dasharray:5 3}.line.second{stroke:var(--s2);stroke-dasharray:8 3}.line.third{stroke:var(--s3);stroke-dasharray:2 2}.line.fourth{stroke:var(--s4);stroke-dasharray:9 2 2 2}.line.band{stroke:var(--accent);stroke-width:.75;stroke-dasharray:3 3}.line.loss{stroke:var(--down-fill)}
.fill{stroke:none;fill:var(--accent);opacity:.12}.fill.loss{fill:var(--down-fill)}
.bar.up,.point.up{fill:var(--up-fill)}.bar.down,.point.down{fill:var(--down-fill)}.bar.bench{fill:none;stroke:var(--bench)}.point{opacity:.75}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;color:var(--dim);font-size:12px}.legend .key{display:inline-block;width:24px;height:8px;margin-right:6px}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:12px}th,td{text-align:right;padding:3px 8px;border-bottom:1px solid var(--line);white-space:nowrap}th{font-weight:500;color:var(--dim)}th:first-child,td:first-child{text-align:left}td.text,th.text{text-align:left;white-space:normal}
.mono{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere;white-space:normal}
details summary{cursor:pointer;color:var(--accent);min-height:24px}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:16px}.two>*{min-width:0}
.empty{color:var(--dim)}a{color:var(--accent);overflow-wrap:anywhere}
@media print{body{background:none}section{border-color:#ccc}}
`;
