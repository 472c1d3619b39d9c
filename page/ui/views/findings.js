// The findings beside the form as it was filed: each leads to its cell, and each marked cell to what was found there.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ask } from "../actions.js";
import { classes, html } from "../html.js";
import { Filed } from "./filed.js";
import { SEVERITIES, gapsOf } from "./parts.js";

export function Findings({ item }) {
  const all = item.audit?.findings ?? [];
  const [at, setAt] = useState(null);
  const [only, setOnly] = useState("");
  const list = useRef();
  const form = useRef();
  useEffect(() => setAt(null), [item.audit]);
  const marks = useMemo(() => {
    const found = new Map();
    all.forEach((one, n) => one.places.forEach((place) => found.set(place, [...(found.get(place) ?? []), n])));
    return found;
  }, [item.audit]);
  const choose = (n, from) => {
    setAt(n);
    requestAnimationFrame(() => {
      const target = from === "list" ? form.current?.querySelector(".chosen") : list.current?.querySelector(`[data-n="${n}"]`);
      target?.scrollIntoView({ block: from === "list" ? "center" : "nearest", inline: "center", behavior: calm() });
      if (from === "form") target?.focus({ preventScroll: true });
    });
  };
  const step = (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const buttons = [...list.current.querySelectorAll("[data-n]")];
    const next = buttons[buttons.indexOf(document.activeElement) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
    choose(Number(next.dataset.n), "list");
  };
  const shown = all.map((one, n) => [one, n]).filter(([one]) => !only || one.severity === only);
  return html`<div class=${classes("beside", !item.tables.length && "alone")}>
    <section aria-label="发现的问题">
      <h3>${all.length ? `发现 ${all.length} 处` : !item.audit ? "还没有审核" : gapsOf(item).length ? "读到的部分没有发现问题" : "没有发现问题"}</h3>
      ${all.length > 1 && html`<div class="chips noprint" role="group" aria-label="只看">${[["", "全部"], ...SEVERITIES].map(([id, label]) => html`<button key=${id} class=${classes("chip", id)} aria-pressed=${only === id ? "true" : "false"} onClick=${() => setOnly(id)}>${label}</button>`)}</div>`}
      <ol class="findings" ref=${list} onKeyDown=${step}>
        ${shown.map(([one, n]) => html`<li key=${n}><${Finding} one=${one} n=${n} chosen=${at === n} onChoose=${() => choose(n, "list")} />${at === n && html`<${Rule} key=${one.code} code=${one.code} />`}</li>`)}
      </ol>
      <${Rest} item=${item} />
    </section>
    ${item.tables.length > 0 &&
    html`<section class="filed" ref=${form} aria-label="原表">
      <h3>原表<small class="soft">照文件里的样子；有底色的格有问题，点它看是哪一条</small></h3>
      ${item.edited && html`<p class="notice">这张表在“填报”里改过：左边是改过以后的问题，原表仍是文件里的样子。</p>`}
      ${item.tables.map((table, n) => html`<${Filed} key=${n} table=${table} marks=${marks} findings=${all} chosen=${at === null ? [] : all[at]?.places ?? []} unread=${item.unread} onChoose=${(found) => choose(found, "form")} />`)}
    </section>`}
    ${at !== null && all[at] && html`<${Peek} one=${all[at]} n=${at} count=${all.length} onStep=${(to) => choose(to, "list")} onClose=${() => setAt(null)} />`}
  </div>`;
}

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

function Finding({ one, n, chosen, onChoose }) {
  return html`<button type="button" data-n=${n} class=${classes("finding", one.severity)} aria-pressed=${chosen ? "true" : "false"} onClick=${onChoose}>
    <span class="line"><span class="badge" aria-hidden="true">${n + 1}</span><span class=${classes("tag", one.severity)}>${one.label}</span>
      <span class="where">${one.said || one.path}${one.places.length > 0 && html`<span class="soft">　${one.places.slice(0, 4).join("、")}${one.places.length > 4 ? " 等" : ""}</span>`}</span></span>
    <span class="message">${one.message}</span>
    ${one.found != null && one.expected != null && html`<span class="pair">所印 <s>${one.found}</s>　应为 <b>${one.expected}</b></span>`}
    <span class="soft small">${one.code}${one.clause && `　依据：${one.clause}`}</span>
  </button>`;
}

/** What the rule of a finding looks at, and why, in the words of its page. */
function Rule({ code }) {
  const [told, setTold] = useState(null);
  const [open, setOpen] = useState(false);
  const show = async () => {
    setOpen(!open);
    if (!told) setTold(await ask({ do: "rule", code }, [], { urgent: true }).catch((error) => ({ error: { text: error.message } })));
  };
  return html`<div class="rule noprint">
    <button type="button" class="plain small" aria-expanded=${open ? "true" : "false"} onClick=${show}>这条规则查什么</button>
    ${open && told && html`<dl>${told.error ? html`<dd>${told.error.text}</dd>` : sections(told.rule.page).map(([head, text]) => html`<div key=${head}><dt>${head}</dt><dd>${text}</dd></div>`)}</dl>`}
  </div>`;
}

const sections = (page) =>
  [...page.matchAll(/^\*\*(.+?)\*\* ([^]+?)(?=\n\n|$(?![^]))/gm)].map(([, head, text]) => [head, text.replace(/\n/g, "").replace(/`/g, "")]);

/** On a narrow screen the form is below: what was chosen stays in sight there. */
function Peek({ one, n, count, onStep, onClose }) {
  return html`<div class=${classes("peek noprint", one.severity)}>
    <p><b>${n + 1}</b> <span class=${classes("tag", one.severity)}>${one.label}</span> ${one.message}</p>
    <p class="row"><button class="plain" disabled=${n === 0} onClick=${() => onStep(n - 1)}>上一条</button><button class="plain" disabled=${n + 1 === count} onClick=${() => onStep(n + 1)}>下一条</button><button class="plain" onClick=${onClose}>收起</button></p>
  </div>`;
}

function Rest({ item }) {
  const skipped = new Map();
  for (const { reason, rule } of item.audit?.skipped ?? []) skipped.set(reason, (skipped.get(reason) ?? new Set()).add(rule));
  return html`
    ${item.notes.length > 0 && html`<ul class="soft">${item.notes.map((note) => html`<li>${note}</li>`)}</ul>`}
    ${gapsOf(item).length > 0 && html`<ul class="notice">${gapsOf(item).map((one) => html`<li>没有读到，未核对：${one.reason.startsWith(one.place) ? "" : `${one.place}　`}${one.reason}</li>`)}</ul>`}
    ${item.unread.length > 0 && html`<details><summary>表上有 ${item.unread.length} 处文字没有读进去</summary><ul>${item.unread.map((one) => html`<li>${[[one.place, one.text && `“${one.text}”`].filter(Boolean).join("："), one.reason].filter(Boolean).join("　")}</li>`)}</ul></details>`}
    ${skipped.size > 0 && html`<details><summary>有些规则没有查，因为表上缺少它要的内容</summary><ul>${[...skipped].map(([reason, rules]) => html`<li>${reason}<span class="soft">（${[...rules].join("、")}）</span></li>`)}</ul></details>`}`;
}
