// The official table of the recomputed scores, as it prints on A4.
import { useEffect, useState } from "preact/hooks";
import * as act from "../actions.js";
import { classes, html } from "../html.js";
import { Problems } from "./parts.js";

export function Official({ item }) {
  const [told, setTold] = useState(null);
  useEffect(() => {
    let mine = true;
    act
      .ask({ do: "table", document: item.document, ...act.rulesOf(item) }, [], { urgent: true, turn: `table ${item.key}` })
      .then((answer) => mine && setTold(answer), (error) => mine && error.kind !== "superseded" && setTold({ error: { text: error.message } }));
    return () => (mine = false);
  }, [item.document, item.profile, item.matched, act.rulesOf(item).profile]);
  if (!told) return html`<p class="soft">正在排表…</p>`;
  if (told.error) return html`<${Problems} error=${told.error} />`;
  const { title, widths, rows, notes, messages } = told.table;
  const whole = widths.reduce((sum, width) => sum + width, 0);
  return html`
    <div class="row noprint"><button class="main" onClick=${() => print()}>打印，或另存为 PDF</button>
      <span class="soft">得分是按规则核算的；所印的得分不在其内。</span></div>
    ${messages.length > 0 && html`<ul class="notice noprint">${messages.map((message) => html`<li>${message}</li>`)}</ul>`}
    <div class="scroll paper official" tabindex="0" role="region" aria-label="正式表，可左右滚动">
      <table>
        <caption>${title}</caption>
        <colgroup>${widths.map((width) => html`<col style=${{ width: `${((100 * width) / whole).toFixed(2)}%` }} />`)}</colgroup>
        <tbody>${rows.map(
          ({ cells, leads }) => html`<tr class=${leads ? "leads" : ""}>${cells.map(
            (cell) => html`<${cell.head ? "th" : "td"} rowspan=${cell.rows > 1 ? cell.rows : null} colspan=${cell.cols > 1 ? cell.cols : null} class=${classes(cell.left && "left", cell.whole && "whole")}>${cell.text}<//>`,
          )}</tr>`,
        )}</tbody>
      </table>
      ${notes.length > 0 && html`<div class="notes">${notes.map((note) => html`<p>${note}</p>`)}</div>`}
    </div>`;
}
