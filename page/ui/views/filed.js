// A table as it stands in the clerk's file, cell by cell with what each spans; cells of findings are marked.
import { useMemo } from "preact/hooks";
import { classes, html } from "../html.js";

const isFigure = (text) => text.length <= 12 && /^[\d.,%％+\-—/≥≤≧≦><=]+$/.test(text); // never broken over two lines
const kindOf = (text) => (text.length > 30 ? "long" : isFigure(text) ? "whole" : "");
const WEIGHTS = ["error", "warning", "note"];

export function Filed({ table, marks, findings, chosen, unread, onChoose }) {
  const rows = useMemo(() => laid(table), [table]);
  const unseen = useMemo(() => new Set(unread.map((one) => one.place)), [unread]);
  return html`
    ${table.above.map((line) => html`<p class="above">${line}</p>`)}
    <div class="scroll paper" tabindex="0" role="region" aria-label=${`原表 ${table.title}，可左右滚动`}>
      <table class="form">
        <caption class="unseen">${table.title || table.place || "原表"}</caption>
        <tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<${Cell} cell=${cell} found=${marks.get(cell.place)} findings=${findings} chosen=${chosen.includes(cell.place)} unseen=${unseen.has(cell.place)} onChoose=${onChoose} />`)}</tr>`)}</tbody>
      </table>
    </div>`;
}

function Cell({ cell: { rows, cols, text, place, outside }, found, findings, chosen, unseen, onChoose }) {
  const span = { rowspan: rows > 1 ? rows : null, colspan: cols > 1 ? cols : null };
  if (!place) return html`<td class=${outside ? "outside" : ""}></td>`;
  if (!found) return html`<td ...${span} class=${classes(kindOf(text), chosen && "chosen", unseen && "unseen-text")} title=${unseen ? "这一格没有读进去" : null}>${text}</td>`;
  const worst = WEIGHTS.find((kind) => found.some((n) => findings[n].severity === kind));
  const said = found.map((n) => `${n + 1} ${findings[n].label}`).join("，");
  return html`<td ...${span} class=${classes("marked", worst, kindOf(text), chosen && "chosen")}>
    <button type="button" title=${found.map((n) => `${n + 1}　${findings[n].message}`).join("\n")} onClick=${() => onChoose(found[0])}>${text || "（空）"}<sup aria-hidden="true">${found.map((n) => n + 1).join(" ")}</sup><span class="unseen">，问题 ${said}</span></button>
  </td>`;
}

/** The rows as they are drawn: only those and the columns in which a cell begins, and an empty cell in every gap. */
function laid({ cells }) {
  const order = (values) => new Map([...new Set(values)].sort((a, b) => a - b).map((value, n) => [value, n]));
  const [tops, lefts] = [order(cells.map((cell) => cell.row)), order(cells.map((cell) => cell.col))];
  const within = (lines, from, count) => [...lines.keys()].filter((line) => line >= from && line < from + count).length;
  const standing = [...tops].map(() => []);
  for (const cell of cells) {
    const [rows, cols] = [within(tops, cell.row, cell.rows), within(lefts, cell.col, cell.cols)];
    const [top, left] = [tops.get(cell.row), lefts.get(cell.col)];
    for (let row = top; row < top + rows; row++) standing[row].push({ left, right: left + cols, cell: row === top ? { ...cell, rows, cols } : null });
  }
  const used = Array(lefts.size).fill(0); // in how many rows a column is; what stands beside the form is in few
  for (const line of standing) for (const { left, right } of line) for (let col = left; col < right; col++) used[col]++;
  const edge = used.reduce((found, count, col) => (2 * count >= standing.length ? col + 1 : found), 0);
  return standing.map((line) => {
    const drawn = [];
    const empty = (from, to) => {
      for (let col = from; col < to; col++) drawn.push({ rows: 1, cols: 1, text: "", place: "", outside: col >= edge });
    };
    let col = 0;
    for (const { left, right, cell } of line.sort((a, b) => a.left - b.left)) {
      empty(col, left);
      if (cell) drawn.push(cell);
      col = Math.max(col, right);
    }
    empty(col, lefts.size);
    return drawn;
  });
}
