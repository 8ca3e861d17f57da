/** The inbox's style sheet: a list and a reader side by side, on a phone one at a time. */
export const styles = `
:root { color-scheme: light dark; --ink: #1b2430; --quiet: #5b6675; --line: #e1e5ea; --ground: #f6f7f9;
  --paper: #fff; --accent: #0b5cad; --chosen: #e8f1fb; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --quiet: #9aa5b4; --line: #2c3540; --ground: #12171d;
  --paper: #191f27; --accent: #7db8f5; --chosen: #1f3047; } }
* { box-sizing: border-box; }
body { margin: 0; height: 100dvh; display: grid; grid-template-columns: minmax(17rem, 24rem) 1fr;
  font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--ground); }
a { color: var(--accent); } h1, h2, p, dl, dd, ol, ul { margin: 0; padding: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.list { min-height: 0; min-width: 0; display: flex; flex-direction: column; background: var(--paper); border-right: 1px solid var(--line); }
.list header { display: flex; align-items: center; gap: .75rem; padding: .9rem 1.1rem; border-bottom: 1px solid var(--line); }
.list h1 { font-size: 1.15rem; } .list h1 a { color: inherit; text-decoration: none; }
.count { color: var(--quiet); font-size: .85rem; flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
button { font: inherit; font-size: .85rem; color: var(--ink); background: none; border: 1px solid var(--line); border-radius: 6px;
  padding: .35rem .7rem; min-height: 2rem; cursor: pointer; white-space: nowrap; }
button:hover { border-color: var(--quiet); } button:disabled { visibility: hidden; }
ol { list-style: none; overflow-y: auto; flex: 1; }
ol a { display: grid; grid-template-columns: 1fr auto; gap: .1rem .75rem; padding: .75rem 1.1rem; color: inherit;
  text-decoration: none; border-bottom: 1px solid var(--line); }
ol a:hover { background: var(--ground); } ol a[aria-current] { background: var(--chosen); box-shadow: inset 3px 0 var(--accent); }
.subject { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
ol time, .to { color: var(--quiet); font-size: .85rem; } ol time { font-variant-numeric: tabular-nums; line-height: 1.7; }
.to { grid-column: 1 / -1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.reader { min-height: 0; min-width: 0; display: flex; flex-direction: column; }
.reader > header { padding: 1.1rem 1.5rem 0; background: var(--paper); border-bottom: 1px solid var(--line); }
.reader h2 { font-size: 1.3rem; line-height: 1.25; margin-bottom: .6rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem .9rem; font-size: .9rem; }
dt { color: var(--quiet); } dd { overflow-wrap: anywhere; }
.tabs { display: flex; gap: 1.25rem; margin-top: .7rem; overflow-x: auto; }
.tabs a { padding: .55rem 0; color: var(--quiet); text-decoration: none; white-space: nowrap; border-bottom: 2px solid transparent; }
.tabs a:hover { color: var(--ink); } .tabs a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent); }
iframe { flex: 1; width: 100%; border: 0; background: #fff; color-scheme: light; }
pre { flex: 1; margin: 0; padding: 1.25rem 1.5rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 14px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.scroll { flex: 1; overflow: auto; padding: 1rem 1.5rem; }
table { border-collapse: collapse; font-size: .9rem; } th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; overflow-wrap: anywhere; }
th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
.attachments { list-style: none; display: flex; flex-wrap: wrap; align-content: flex-start; gap: 1rem; }
.attachments li { width: 15rem; padding: .9rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; display: grid; gap: .35rem; overflow-wrap: anywhere; }
.attachments img { width: 100%; background: #fff; image-rendering: pixelated; } .attachments span, .note { color: var(--quiet); font-size: .9rem; }
.note { padding: 1.25rem 1.5rem; } .empty { place-content: center; text-align: center; color: var(--quiet); gap: .5rem; padding: 1rem; }
.back { display: none; }
@media (max-width: 46rem) {
  body { grid-template-columns: 1fr; } .list { border: 0; }
  .at-mail .list { display: none; } .at-list .reader { display: none; }
  .back { display: inline-block; padding: .35rem 0; margin: -.4rem 0 .2rem; text-decoration: none; }
  .reader > header { padding: 1rem 1rem 0; } th, td { display: block; padding: 0; } td { padding-bottom: .6rem; }
  .scroll, pre, .note { padding: 1rem; } .attachments li { width: 100%; }
}
`;

/** Brings new mails into the list every two seconds, while the page is looked at. */
export const script = `
const parts = ["count", "mails"];
let seen = "";
async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) return;
    const text = await answer.text();
    if (text === seen) return;
    seen = text;
    const fresh = new DOMParser().parseFromString(text, "text/html");
    for (const part of parts) {
      const [now, then] = [fresh, document].map((page) => page.querySelector('[data-live="' + part + '"]'));
      if (now && then && now.innerHTML !== then.innerHTML) then.innerHTML = now.innerHTML;
    }
    const [now, then] = [fresh, document].map((page) => page.querySelector(".list button"));
    if (now && then) then.disabled = now.disabled;
  } catch {
    // The inbox is stopped, or slow: the next turn tries again.
  }
}
setInterval(refresh, 2000);
document.addEventListener("visibilitychange", refresh);
`;
