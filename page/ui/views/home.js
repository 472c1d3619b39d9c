// All forms that are open: how they come in, what became of each, and what is done with several of them.
import { Component } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import * as act from "../actions.js";
import { chosen } from "../files.js";
import { classes, html } from "../html.js";
import { go, link } from "../route.js";
import { Counts, Problems, ProfileChoice, SEVERITIES, Work, gapsOf, trimmed } from "./parts.js";

export function Home({ state }) {
  const many = state.items.length > 0;
  return html`
    <h2 tabindex="-1" class=${many ? "" : "unseen"}>各表</h2>
    <${Door} small=${many} />
    ${state.trouble && html`<p class="notice" role="alert">${state.trouble}</p>`}
    ${many ? html`<${Overview} state=${state} />` : html`<${Welcome} />`}`;
}

function Door({ small }) {
  const [over, setOver] = useState(0);
  const files = useRef();
  const folder = useRef();
  const come = (event) => {
    const list = chosen(event.currentTarget.files);
    event.currentTarget.value = "";
    act.take(list);
  };
  return html`<section class=${classes("door", small && "small", over > 0 && "over")} aria-label="放进文件"
      onDragEnter=${() => setOver((n) => n + 1)} onDragLeave=${() => setOver((n) => n - 1)} onDrop=${() => setOver(0)}>
    <div>
      <p class="lead">把填好的自评表拖到这里</p>
      <p class="soft">Word（docx）、Excel（xlsx、xls）、文字版 PDF、OFD、WPS、保存的网页、zip；一个或许多个，整个文件夹也行</p>
    </div>
    <p class="row">
      <button class="main" onClick=${() => files.current.click()}>选择文件…</button>
      <button class="quiet" onClick=${() => folder.current.click()}>选择文件夹…</button>
      <a class="button quiet" href=${link("new")}>新填一张</a>
    </p>
    <input ref=${files} class="unseen" id="files" type="file" multiple tabindex="-1" aria-hidden="true" onChange=${come} />
    <input ref=${folder} class="unseen" id="folder" type="file" webkitdirectory tabindex="-1" aria-hidden="true" onChange=${come} />
  </section>`;
}

function Welcome() {
  return html`<ul class="cards three">
    <li><h3>审核</h3><p>每一个不成立的数：在原表的哪一格，所印多少，应为多少，依据哪一条。</p></li>
    <li><h3>改正</h3><p>把算错的得分、执行率、总分改在原来的 Word、Excel 里，别的一个字不动；也可以另存正式表。</p></li>
    <li><h3>填报</h3><p>边填边算：每一行的得分和理由随时看得见；想得到某个总分，哪些数要到多少。</p></li>
  </ul>`;
}

const ORDERS = {
  name: (item) => act.titleOf(item),
  file: (item) => item.file,
  printed: (item) => Number.parseFloat(item.audit?.printed.total ?? "") || -1,
  total: (item) => (item.card?.total == null ? -1 : Number(item.card.total)),
  found: (item) => (item.audit ? item.audit.counts.error * 1e6 + item.audit.counts.warning * 1e3 + item.audit.counts.note : 1e12),
};

function Overview({ state }) {
  const [words, setWords] = useState("");
  const [only, setOnly] = useState("");
  const [order, setOrder] = useState({ by: "", down: false });
  const [picked, setPicked] = useState(new Set());
  const shown = useMemo(() => {
    const wanted = words.trim().toLowerCase();
    const list = state.items.filter((item) => fits(item, only) && (!wanted || textOf(item).includes(wanted)));
    if (!order.by) return list;
    const key = ORDERS[order.by];
    const sign = order.down ? -1 : 1;
    return [...list].sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      return sign * (typeof x === "number" ? x - y : x.localeCompare(y, "zh", { numeric: true }));
    });
  }, [state.items, words, only, order]);
  const audited = state.items.filter((item) => item.document);
  const chosen = state.items.filter((item) => picked.has(item.key));
  const pick = (key, on) => setPicked((old) => new Set(on ? [...old, key] : [...old].filter((one) => one !== key)));
  const head = (by, label, kind = "") => {
    const mine = order.by === by;
    return html`<th scope="col" class=${kind} aria-sort=${mine ? (order.down ? "descending" : "ascending") : null}>
      <button class="head" onClick=${() => setOrder({ by, down: mine && !order.down })}>${label}<span aria-hidden="true">${mine ? (order.down ? " ▼" : " ▲") : ""}</span></button></th>`;
  };
  return html`
    <${Reading} reading=${state.reading} />
    <${Summary} items=${state.items} only=${only} setOnly=${setOnly} />
    <section class="panel" aria-label="各表">
      <div class="tools noprint">
        <span class="field inline"><label for="words">筛选</label><input id="words" type="search" placeholder="单位、项目、文件、说明里的字" value=${words} onInput=${(event) => setWords(event.currentTarget.value)} /></span>
        <${ProfileChoice} state=${state} value=${state.profile} onChoose=${(id) => act.chooseProfile(id)} label="评分规则" />
        <a class="plain" href=${link("rules")}>看条款、用自己的</a>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="各表，可左右滚动">
        <table class="list">
          <thead><tr>
            <th class="pick noprint"><input type="checkbox" aria-label="选中列出的各表" checked=${chosen.length > 0 && chosen.length === shown.filter((item) => item.document).length}
              onChange=${(event) => setPicked(new Set(event.currentTarget.checked ? shown.filter((item) => item.document).map((item) => item.key) : []))} /></th>
            ${head("name", "单位、项目")}${head("file", "文件")}${head("printed", "所印总分", "number")}${head("total", "核算总分", "number")}${head("found", "结果")}
            <th class="noprint"><span class="unseen">操作</span></th>
          </tr></thead>
          <tbody>${shown.map((item) => html`<${Row} key=${item.key} item=${item} picked=${picked.has(item.key)} onPick=${pick} />`)}</tbody>
        </table>
      </div>
      ${!shown.length && html`<p class="soft">没有符合的表。</p>`}
      <${Several} chosen=${chosen} audited=${audited} items=${state.items} />
    </section>`;
}

const fits = (item, only) =>
  !only || (only === "unread" ? isLeft(item) : only === "clean" ? isClean(item) : item.audit?.counts[only] > 0);
const isBusy = (item) => item.status === "waiting" || item.status === "reading";
const isLeft = (item) => !isBusy(item) && (!item.document || Boolean(item.error));
/** Nothing was found in it, and all of it was looked at: no picture, page or row that could not be read. */
const isClean = (item) => Boolean(item.audit?.clean) && !gapsOf(item).length;
const hasGaps = (item) => Boolean(item.audit) && gapsOf(item).length > 0;
const textOf = (item) =>
  [item.file, item.document ? `${act.unitOf(item.document)} ${act.titleOf(item)}` : item.reason, ...(item.audit?.findings ?? []).map((one) => `${one.code} ${one.message}`)]
    .join(" ")
    .toLowerCase();

function Reading({ reading }) {
  if (!reading) return null;
  return html`<p class="reading noprint"><label>正在读第 ${reading.done + 1} 个，共 ${reading.total} 个
    <progress max=${reading.total} value=${reading.done}></progress></label> <button class="quiet" onClick=${act.stop}>停止</button></p>`;
}

function Summary({ items, only, setOnly }) {
  const sum = (kind) => items.reduce((n, item) => n + (item.audit?.counts[kind] ?? 0), 0);
  const audited = items.filter((item) => item.audit).length;
  const others = items.filter(isLeft).length;
  const chips = [
    ["", "全部", items.length],
    ...SEVERITIES.map(([kind, label]) => [kind, label, sum(kind)]),
    ["clean", "没有问题", items.filter(isClean).length],
    ["unread", "未审核", others],
  ];
  return html`<div class="summary">
    <p>已审核 ${audited} 张表${items.some(hasGaps) && `（其中 ${items.filter(hasGaps).length} 张有没有读到的图片、页或行）`}${others > 0 && `，未审核 ${others} 个文件`}</p>
    <div class="chips noprint" role="group" aria-label="只看">
      ${chips.map(([id, label, count]) => html`<button key=${id} class=${classes("chip", id)} aria-pressed=${only === id ? "true" : "false"} onClick=${() => setOnly(id)}>${label} <b>${count}</b></button>`)}
    </div>
  </div>`;
}

const STATUSES = { waiting: "等待", reading: "正在读…", unread: "读不出", "no-form": "没有自评表", unsupported: "不是自评表文件" };

/** A line is drawn again only where its form is another: there may be a thousand. */
class Row extends Component {
  shouldComponentUpdate({ item, picked }) {
    return item !== this.props.item || picked !== this.props.picked;
  }
  render(props) {
    return line(props);
  }
}

function line({ item, picked, onPick }) {
  const title = act.titleOf(item);
  const forget = () => act.discard([item.key]);
  return html`<tr>
    <td class="pick noprint">${item.document && html`<input type="checkbox" aria-label=${`选中 ${title}`} checked=${picked} onChange=${(event) => onPick(item.key, event.currentTarget.checked)} />`}</td>
    <th scope="row">
      ${item.document ? html`<a href=${link("t", item.key)}>${title}</a><span class="under">${unitLine(item)}</span>` : html`<span class="soft">${title}</span>`}
    </th>
    <td data-head="文件" class="file">${item.file}</td>
    <td data-head="所印总分" class="number">${item.audit?.printed.total ?? "—"}</td>
    <td data-head="核算总分" class="number">${item.card ? (trimmed(item.card.total) ?? "未定") : "—"}${item.card?.grade && html`<span class="under">${item.card.grade}</span>`}</td>
    <td data-head="结果" class="result"><${Result} item=${item} /></td>
    <td class="noprint act">
      ${item.code === "stopped" || item.code === "late" ? html`<button class="plain" onClick=${() => act.again(item.key)}>再读</button>` : null}
      <button class="plain" aria-label=${`移去 ${title}`} onClick=${forget}>移去</button></td>
  </tr>`;
}

const unitLine = (item) => {
  const unit = act.unitOf(item.document);
  const kind = item.document.project ? "项目" : "部门整体";
  return [unit === act.titleOf(item) ? "" : unit, kind, item.document.year && `${item.document.year} 年度`].filter(Boolean).join(" · ");
};

function Result({ item }) {
  if (isBusy(item)) return html`<span class="tag busy">${STATUSES[item.status]}</span>`;
  if (!item.document) return html`<span class="tag stop">${STATUSES[item.status] ?? item.status}</span><span class="under">${item.reason}</span>`;
  if (item.error) return html`<span class="tag stop">${item.alike ? "请选评分规则" : "算不了"}</span><span class="under">${whyNot(item)}</span>`;
  if (!item.audit) return html`<span class="tag busy">正在审核…</span>`;
  return html`<${Counts} item=${item} />`;
}

export const whyNot = (item) =>
  item.alike?.length
    ? `表上没有写用哪套规则；所印得分与 ${item.alike.join("、")} 同样相符`
    : item.alike
      ? "表上没有写用哪套规则，所印得分也看不出"
      : item.error.text;

function Several({ chosen, audited, items }) {
  const [trouble, setTrouble] = useState(null);
  const some = chosen.length ? chosen : audited;
  const combine = async () => {
    setTrouble(null);
    const { key, error } = await act.combine(chosen.map((item) => item.key));
    if (error) return void setTrouble(error);
    go("t", key, "fill");
  };
  return html`<div class="row noprint below">
    <${Work} act=${() => act.handWorkbook(chosen.length ? chosen : items)} disabled=${!audited.length} id="workbook">下载审核工作簿（${chosen.length ? `选中的 ${some.length} 张` : "全部"}）<//>
    <${Work} act=${combine} quiet disabled=${chosen.length < 2} id="combine">汇总选中的${chosen.length > 1 ? ` ${chosen.length} 张` : "各表"}<//>
    <button class="quiet" onClick=${() => print()}>打印这份清单</button>
    <button class="quiet" onClick=${() => act.discard((chosen.length ? chosen : items).map((item) => item.key))}>${chosen.length ? "移去选中的" : "全部移去"}</button>
    ${trouble && html`<div class="wide"><p>这几张不能汇总成一份：</p><${Problems} error=${trouble} /></div>`}
  </div>`;
}
