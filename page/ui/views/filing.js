// One form, opened: what was printed and what it should be, then its findings, filling in, the official table and what can be saved.
import { useEffect } from "preact/hooks";
import * as act from "../actions.js";
import { html } from "../html.js";
import { go, link } from "../route.js";
import { itemOf } from "../store.js";
import { Fill } from "./fill.js";
import { Findings } from "./findings.js";
import { whyNot } from "./home.js";
import { Official } from "./official.js";
import { Counts, Problems, ProfileChoice, Tabs, trimmed } from "./parts.js";
import { Saving } from "./saving.js";

const TABS = [
  ["findings", "问题与原表"],
  ["fill", "填报"],
  ["official", "正式表"],
  ["save", "下载"],
];
const PANELS = { findings: Findings, fill: Fill, official: Official, save: Saving };

export function Filing({ state, rest: [key, tab = "findings"] }) {
  const item = itemOf(Number(key));
  const ready = Boolean(item?.document);
  useEffect(() => {
    if (ready && !item.audit && (!item.error || (act.isAuto(item) && !item.named && item.matched === undefined))) act.judge(item.key, { urgent: true });
  }, [item?.key, ready]);
  if (!ready)
    return html`<h2 tabindex="-1">没有这张表</h2><p>它已经移去，或本页重新打开过。<a href=${link()}>回到各表</a></p>`;
  const Panel = PANELS[tab] ?? Findings;
  const others = state.items.filter((one) => one.document);
  const place = others.indexOf(item);
  const step = (by, label) =>
    others[place + by]
      ? html`<a class="plain" href=${link("t", others[place + by].key, tab)}>${label}</a>`
      : html`<span class="plain off" aria-hidden="true">${label}</span>`;
  return html`
    <div class="crumbs noprint"><a class="plain" href=${link()}>← 各表</a>
      ${others.length > 1 && html`<span>${step(-1, "上一张")} ${place + 1} / ${others.length} ${step(1, "下一张")}</span>`}</div>
    <div class="opened">
      <div class="title"><h2 tabindex="-1">${act.titleOf(item)}</h2><p class="soft">${lineOf(item)}</p></div>
      <${Figures} item=${item} />
    </div>
    <div class="row noprint">
      <${ProfileChoice} state=${state} label="这张表的评分规则" value=${item.profile ?? state.profile} onChoose=${(id) => act.chooseProfile(id, item.key)} />
      ${item.matched && act.isAuto(item) && html`<span class="soft">表上没有写用哪套规则；所印得分与“${titleOfProfile(state, item.matched)}”最相符</span>`}
    </div>
    ${item.error && html`<div class="notice"><p>${item.alike && act.isAuto(item) ? `${whyNot(item)}。请在上面选一套。` : "这张表现在算不了："}</p>${!(item.alike && act.isAuto(item)) && html`<${Problems} error=${item.error} />`}</div>`}
    <${Tabs} tabs=${TABS} chosen=${PANELS[tab] ? tab : "findings"} onChoose=${(id) => go("t", item.key, id)} label="这张表" />
    <div id="panel" role="tabpanel" aria-labelledby=${`tab-${PANELS[tab] ? tab : "findings"}`}><${Panel} key=${item.key} item=${item} state=${state} /></div>`;
}

export const titleOfProfile = (state, id) => state.profiles.find((one) => one.id === id)?.title ?? id;

const lineOf = (item) =>
  [act.labelOf(item.document), item.document.year && `${item.document.year} 年度`, act.unitOf(item.document), item.file].filter(Boolean).join(" · ");

function Figures({ item }) {
  const { card, audit } = item;
  const printed = audit?.printed;
  const differs = printed?.total != null && card?.total != null && Number.parseFloat(printed.total) !== Number(card.total);
  return html`<dl class="figures">
    <div><dt>所印总分</dt><dd>${printed?.total ?? "—"}${printed?.grade && html`<small>${printed.grade}</small>`}</dd></div>
    <div class=${differs ? "differs" : ""}><dt>核算总分</dt><dd>${card ? (trimmed(card.total) ?? "未定") : "—"}${card?.grade && html`<small>${card.grade}</small>`}</dd></div>
    <div class="wide"><dt>审核</dt><dd class="tags">${audit ? html`<${Counts} item=${item} />` : "—"}</dd></div>
  </dl>`;
}
