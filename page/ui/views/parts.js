// Small pieces that several views are made of.
import { useId, useRef, useState } from "preact/hooks";
import { AUTO } from "../actions.js";
import { classes, html } from "../html.js";

export const SEVERITIES = [
  ["error", "错误"],
  ["warning", "警告"],
  ["note", "提示"],
];

/** What of a form could not be read, such as a picture or a page: nothing is known of it. */
export const gapsOf = (item) => item.unread.filter((one) => one.code);

/** How many findings of each weight, in words and colours, and that not all could be read; or that there is none of either. */
export function Counts({ item }) {
  const { counts } = item.audit;
  const shown = SEVERITIES.filter(([kind]) => counts[kind]).map(([kind, label]) => html`<span key=${kind} class=${classes("tag", kind)}>${label} ${counts[kind]}</span>`);
  if (gapsOf(item).length) return [...shown, html`<span key="gaps" class="tag warning">${shown.length ? "有没读到的" : "有没读到的，其余没有问题"}</span>`];
  return shown.length ? shown : html`<span class="tag ok">没有发现问题</span>`;
}

/** The choice of a profile: judged by the form, shipped ones, and one's own. */
export function ProfileChoice({ state, value, onChoose, label, auto = true, inherit = false }) {
  const id = useId();
  return html`<span class="field inline">
    <label for=${id}>${label}</label>
    <select id=${id} value=${value} onChange=${(event) => onChoose(event.currentTarget.value)}>
      ${auto && html`<option value=${AUTO}>${inherit ? "自动" : "自动：按表上所写；没有写的，看所印得分与哪套相符"}</option>`}
      ${state.own.length > 0 && html`<optgroup label="自己的规则文件">${state.own.map((one) => html`<option value=${one.id}>${one.title}（${one.name}）</option>`)}</optgroup>`}
      <optgroup label="随附的规则">
        ${state.profiles.map((one) => html`<option value=${one.id}>${one.title}</option>`)}
      </optgroup>
    </select>
  </span>`;
}

/** Tabs as screen readers and arrow keys know them. */
export function Tabs({ tabs, chosen, onChoose, label }) {
  const list = useRef();
  const turn = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = (tabs.findIndex(([id]) => id === chosen) + by + tabs.length) % tabs.length;
    onChoose(tabs[next][0]);
    list.current.children[next].focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} ref=${list} onKeyDown=${turn}>
    ${tabs.map(
      ([id, text]) => html`<button key=${id} role="tab" id=${`tab-${id}`} aria-controls="panel" aria-selected=${chosen === id ? "true" : "false"}
        tabindex=${chosen === id ? 0 : -1} onClick=${() => onChoose(id)}>${text}</button>`,
    )}
  </div>`;
}

/** A button whose work takes a while: it waits, and says below what could not be done. */
export function Work({ act, children, quiet = false, disabled = false, ...rest }) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const run = async () => {
    if (busy) return;
    setBusy(true);
    setTrouble("");
    const told = await act().catch((error) => error.message);
    setBusy(false);
    if (typeof told === "string") setTrouble(told);
  };
  return html`<span class="work">
    <button type="button" class=${quiet ? "quiet" : "main"} disabled=${disabled} aria-busy=${busy ? "true" : "false"} onClick=${run} ...${rest}>${children}</button>
    ${trouble && html`<span class="trouble" role="alert">${trouble}</span>`}
  </span>`;
}

/** Points as tables print them: 9.10 is 9.1, 20.00 is 20. */
export const trimmed = (points) => (/\./.test(points ?? "") ? points.replace(/\.?0+$/, "") : points);

/** The problems of an input that perfeval refused. */
export function Problems({ error }) {
  const list = error.problems?.length ? error.problems.map((one) => one.text) : [error.text];
  return html`<ul class="problems" role="alert">${list.map((text) => html`<li>${text}</li>`)}</ul>`;
}
