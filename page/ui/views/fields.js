// What is typed into: a text, a line, a choice of band, a cell for each part. Each knows its path in the document, and shows what is wrong there.
import { useEffect, useId, useRef } from "preact/hooks";
import { at } from "../doc.js";
import { html } from "../html.js";

/** A text that is typed: it grows with what is in it, and says what is wrong with it. */
export function Text({ form, path, label, hidden = false, lines = 1, ...rest }) {
  const id = useId();
  const box = useRef();
  const value = at(form.doc, path) ?? "";
  const wrong = form.wrong.get(path);
  useEffect(() => {
    if (lines === 1 && CSS.supports("field-sizing", "content")) return;
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [value]);
  return html`<span class="field">
    <label for=${id} class=${hidden ? "unseen" : ""}>${label}</label>
    <textarea ref=${box} id=${id} rows=${lines} value=${String(value)} aria-invalid=${wrong ? "true" : "false"} aria-describedby=${wrong ? `${id}-wrong` : null}
      onInput=${(event) => form.set(path, event.currentTarget.value)} ...${rest}></textarea>
    ${wrong && html`<span class="trouble" id=${`${id}-wrong`}>${wrong.join("\n")}</span>`}
  </span>`;
}

export function Line({ form, path, label, hidden = false, suggest = [], as = (text) => text, ...rest }) {
  const id = useId();
  const value = at(form.doc, path) ?? "";
  const wrong = form.wrong.get(path);
  return html`<span class="field">
    <label for=${id} class=${hidden ? "unseen" : ""}>${label}</label>
    <input id=${id} value=${String(value)} list=${suggest.length ? `${id}-list` : null} aria-invalid=${wrong ? "true" : "false"} aria-describedby=${wrong ? `${id}-wrong` : null}
      onInput=${(event) => form.set(path, as(event.currentTarget.value))} ...${rest} />
    ${suggest.length > 0 && html`<datalist id=${`${id}-list`}>${suggest.map((one) => html`<option value=${one} />`)}</datalist>`}
    ${wrong && html`<span class="trouble" id=${`${id}-wrong`}>${wrong.join("\n")}</span>`}
  </span>`;
}

export function Attainment({ form, path, name }) {
  const id = useId();
  const value = at(form.doc, `${path}.attainment`) ?? "";
  const bands = form.profile?.bands ?? [];
  const known = bands.some((one) => one.label === value);
  return html`<span class="field"><label for=${id} class="unseen">${name}：评判档次</label>
    <select id=${id} value=${value} onChange=${(event) => form.set(`${path}.attainment`, event.currentTarget.value)}>
      <option value="">评判档次…</option>${value && !known && html`<option value=${value}>${value}</option>`}
      ${bands.map((one) => html`<option value=${one.label}>${one.label}（${one.high}%—${one.low}%）</option>`)}</select></span>`;
}

export function Parts({ form, path, label = "" }) {
  const cells = at(form.doc, path);
  return html`<div class="parts">${label && html`<span class="soft small">${label}</span>`}${Object.keys(cells).map((part) => html`<${Part} key=${part} form=${form} path=${path} part=${part} cells=${cells} />`)}</div>`;
}

export function Part({ form, path, part, cells }) {
  const id = useId();
  return html`<span class="field part"><label for=${id}>${part}</label><input id=${id} value=${String(cells[part])}
    onInput=${(event) => form.set(path, { ...cells, [part]: event.currentTarget.value })} /></span>`;
}
