// Filling a form in: every row with its score and the reason for it, as soon as the fingers rest.
import { Component } from "preact";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import * as act from "../actions.js";
import { add, at, move, put, remove } from "../doc.js";
import { classes, html } from "../html.js";
import { say } from "../store.js";
import { Attainment, Line, Part, Parts, Text } from "./fields.js";
import { Problems, trimmed } from "./parts.js";

const SCORE_AFTER = 120;
const AUDIT_AFTER = 900;

/** The card of what is typed, of the last text that could be read; and the errors of the newest. */
function useScore(item, rules) {
  const [told, setTold] = useState({ card: item.card, error: null });
  const { document, places } = item;
  useEffect(() => {
    let mine = true;
    const score = setTimeout(async () => {
      const request = { do: "score", document, ...rules };
      const { card, error } = await act.ask(request, [], { urgent: true, turn: `score ${item.key}` }).catch((failed) => ({ error: { text: failed.message, kind: failed.kind } }));
      if (mine && error?.kind !== "superseded") setTold((old) => ({ card: card ?? old.card, error: error ?? null }));
    }, SCORE_AFTER);
    const audit = item.edited ? setTimeout(() => act.judge(item.key), AUDIT_AFTER) : null;
    return () => {
      mine = false;
      clearTimeout(score);
      clearTimeout(audit);
    };
  }, [document, places, rules.profile]);
  return told;
}

function useChoices(rules, named) {
  const [profile, setProfile] = useState(null);
  const chosen = rules.profile || named;
  useEffect(() => {
    if (chosen) act.ask({ do: "profile", profile: chosen }, [], { urgent: true }).then(({ profile }) => setProfile(profile ?? null), () => {});
  }, [chosen]);
  return profile;
}

export function Fill({ item }) {
  const rules = act.rulesOf(item);
  const { card, error } = useScore(item, rules);
  const profile = useChoices(rules, item.named);
  const { document: doc } = item;
  const show = (change, isTyped = false) => act.edit(item.key, change, isTyped);
  const set = (path, value) => show((sheet) => ({ ...sheet, doc: put(sheet.doc, path, value) }), true);
  const wrong = useMemo(() => {
    const by = new Map();
    for (const one of error?.problems ?? []) by.set(one.path, [...(by.get(one.path) ?? []), one.text]);
    return by;
  }, [error]);
  const form = { doc, card, set, wrong, profile, show };
  const away = (error?.problems ?? []).filter((one) => at(doc, one.path) === undefined || typeof at(doc, one.path) === "object");
  return html`<div class="fill">
    <${Standing} item=${item} card=${card} profile=${profile} rules=${rules} />
    ${error && (away.length || !error.problems?.length) ? html`<${Problems} error=${{ ...error, problems: away }} />` : null}
    <${Head} form=${form} />
    <${Money} form=${form} />
    ${doc.goals ? html`<${Goals} form=${form} />` : html`<${Rows} form=${form} path="indicators" />`}
    <${Remarks} form=${form} />
    <datalist id="level1">${Object.keys(profile?.heads ?? {}).map((head) => html`<option value=${head} />`)}</datalist>
  </div>`;
}

// --- the score ----------------------------------------------------------------------------------------------------

function Standing({ item, card, profile, rules }) {
  const [goal, setGoal] = useState("");
  const [told, setTold] = useState(null);
  const [why, setWhy] = useState(false);
  const id = useId();
  const asked = async (event) => {
    event.preventDefault();
    if (!goal.trim()) return;
    setTold(await act.ask({ do: "what-if", document: item.document, to: goal.trim(), ...rules }, [], { urgent: true }).catch((error) => ({ error: { text: error.message } })));
  };
  useEffect(() => setTold(null), [item.document]);
  const grades = profile?.grades ?? [];
  return html`<section class="standing" aria-label="总分">
    <p class="total" aria-live="polite" aria-atomic="true"><span class="unseen">总分</span><output class=${classes("big", card?.total == null && "open")}>${card ? (trimmed(card.total) ?? "未定") : "…"}</output>
      ${card && html`<span class="soft"> / ${card.full} 分</span>`}${card?.grade && html` <span class="tag grade">${card.grade}</span>`}
      ${card && card.total == null && html`<span class="soft small">已确定 ${trimmed(card.earned)} 分，适用分值 ${card.available} 分。${card.reason}</span>`}</p>
    <form class="goal" onSubmit=${asked}>
      <label for=${id}>要达到</label>
      <input id=${id} class="short" list=${`${id}-grades`} value=${goal} placeholder=${grades[0] ? `如 90，或“${grades[0].label}”` : "如 90"} onInput=${(event) => setGoal(event.currentTarget.value)} />
      <datalist id=${`${id}-grades`}>${grades.map((one) => html`<option value=${one.label} />`)}</datalist>
      <button class="quiet">哪些数要改？</button>
      <button type="button" class="plain" disabled=${!item.past?.length} onClick=${() => act.undo(item.key)}>撤销</button>
      <button type="button" class="plain" aria-expanded=${why ? "true" : "false"} onClick=${() => setWhy(!why)}>总分怎么来的</button>
    </form>
    ${why && card?.explanations.total && html`<${Why} told=${card.explanations.total} />`}
    ${told && html`<div class="answer" role="status">${told.error ? told.error.text : told.text.split("\n").map((line) => html`<p>${line}</p>`)}</div>`}
  </section>`;
}

function Why({ told }) {
  return html`<div class="why">${told.sentences.map((one) => html`<p>${one}</p>`)}
    ${told.clauses.map((one) => html`<blockquote><b>〔${one.clause}〕</b>${one.text}<cite>${one.source}</cite></blockquote>`)}</div>`;
}

// --- the form -----------------------------------------------------------------------------------------------------

const year = (text) => (/^\d{1,4}$/.test(text) ? Number(text) : text);

function Head({ form }) {
  const { doc, profile } = form;
  const on = doc.project ? "project" : "department";
  const choices = profile?.choices ?? {};
  return html`<details class="panel" open><summary><h3>${doc.project ? "项目" : "部门"}</h3></summary>
    <div class="grid">
      ${doc.project
        ? html`<${Line} form=${form} path="project.name" label="项目名称" /><${Line} form=${form} path="project.supervisor" label="主管部门" /><${Line} form=${form} path="project.implementer" label="项目实施单位" />
            ${[["category", "项目类别"], ["nature", "项目属性"], ["type", "项目类型"]].map(([key, label]) => (choices[key] || doc.project[key]) && html`<${Line} key=${key} form=${form} path=${`project.${key}`} label=${label} suggest=${choices[key] ?? []} />`)}`
        : html`<${Line} form=${form} path="department.name" label="单位名称" /><${Line} form=${form} path="department.basic" label="基本支出总额" placeholder="如 1399.78万元" /><${Line} form=${form} path="department.projects" label="项目支出总额" />`}
      <${Line} form=${form} path="year" label="年度" inputmode="numeric" as=${year} />
    </div>
    <div class="grid two"><${Text} form=${form} path=${`${on}.goal`} label="年度总体目标" lines=${2} /><${Text} form=${form} path=${`${on}.goal_actual`} label="年度总体目标完成情况" lines=${2} /></div>
  </details>`;
}

function Money({ form }) {
  const { doc, card } = form;
  const told = card?.explanations.execution;
  const score = card?.execution;
  const funds = doc.execution?.funds ?? [];
  return html`<section class="panel" aria-label="预算执行">
    <h3>预算执行<${Score} result=${score} printed=${doc.execution?.published_score} /></h3>
    <div class="grid">
      <${Line} form=${form} path="execution.initial" label="年初预算数" />
      <${Line} form=${form} path="execution.budget" label="预算数（A）：调整后，含上年结余结转" placeholder="如 500万元" />
      <${Line} form=${form} path="execution.executed" label="执行数（B）" placeholder="如 498.6万元" />
      ${doc.execution?.weight !== undefined && html`<${Line} form=${form} path="execution.weight" label="分值" inputmode="decimal" />`}
    </div>
    ${funds.length > 0 && html`<details><summary>资金构成（${funds.length} 行）</summary>${funds.map((fund, n) => html`<div class="grid" key=${n}>
      <${Line} form=${form} path=${`execution.funds[${n}].name`} label="名称" /><${Line} form=${form} path=${`execution.funds[${n}].budget`} label="预算数" /><${Line} form=${form} path=${`execution.funds[${n}].executed`} label="执行数" /></div>`)}</details>`}
    <${Said} told=${told} result=${score} />
  </section>`;
}

const LABELS = { scored: "", undetermined: "未定", "not-applicable": "不适用" };

function Score({ result, printed }) {
  if (!result) return html`<output class="score">…</output>`;
  return html`<output class=${classes("score", result.status)}>${result.score == null ? LABELS[result.status] : `${trimmed(result.score)} 分`}${printed != null && html`<small>所印 ${printed}</small>`}</output>`;
}

/** Why a row has its score: the last steps at once, the rest and the clauses' words when asked. */
function Said({ told, result }) {
  const [open, setOpen] = useState(false);
  if (!told) return null;
  const brief = result?.status === "scored" ? told.sentences.slice(1).join("") || told.sentences[0] : (result?.reason ?? told.sentences.join(""));
  return html`<div class=${classes("said", result?.status)}>
    ${open ? html`<${Why} told=${told} />` : html`<p>${brief}</p>`}
    ${(told.clauses.length > 0 || told.sentences.length > 1) && html`<button type="button" class="plain small" aria-expanded=${open ? "true" : "false"} onClick=${() => setOpen(!open)}>${open ? "收起" : "条款"}</button>`}
  </div>`;
}

// --- rows ---------------------------------------------------------------------------------------------------------

/** The points that the form prints at its heads. */
function Points({ form }) {
  const { weights } = form.doc;
  if (!weights) return null;
  return html`<details class="heads"><summary>一级指标的分值：${Object.entries(weights).map(([head, points]) => `${head} ${points}`).join("，")}</summary>
    <div class="grid">${Object.keys(weights).map((head) => html`<${Part} key=${head} form=${form} path="weights" part=${head} cells=${weights} />`)}</div></details>`;
}

function Goals({ form }) {
  const { doc, show } = form;
  return html`${doc.goals.map(
    (goal, n) => html`<section class="panel" key=${n} id=${`row-goals[${n}]`} aria-label=${`年度目标 ${n + 1}`}>
      <div class="grid goalhead"><${Text} form=${form} path=${`goals[${n}].name`} label=${`年度目标 ${n + 1}`} /><${Line} form=${form} path=${`goals[${n}].weight`} label="分值" inputmode="decimal" />
        <${Order} show=${show} path="goals" n=${n} count=${doc.goals.length} name=${`年度目标 ${n + 1}`} /></div>
      <${Rows} form=${form} path=${`goals[${n}].indicators`} bare />
    </section>`,
  )}
  <p><button type="button" class="quiet" onClick=${() => show((sheet) => add(sheet, "goals", doc.goals.length - 1, { name: "新的年度目标", indicators: [fresh()] }))}>添一个年度目标</button></p>`;
}

const fresh = (like = {}) => ({ level1: like.level1 ?? "产出指标", level2: like.level2 ?? "", name: "新指标", target: "" });

function Rows({ form, path, bare = false }) {
  const rows = at(form.doc, path) ?? [];
  const results = useMemo(() => new Map((form.card?.indicators ?? []).map((one) => [one.path, one])), [form.card]);
  const inner = { ...form, results };
  const body = html`
    <div class="rows" role="list" aria-label="指标">
      <div class="row-heads" aria-hidden="true"><span>一级、二级指标</span><span>三级指标</span><span>年初目标值（A）</span><span>实际完成值（B）</span><span>权重</span><span>得分</span><span></span></div>
      ${rows.map((row, n) => html`<${Row} key=${n} form=${inner} list=${path} n=${n} row=${row} count=${rows.length} />`)}
    </div>
    ${!rows.length && html`<p><button type="button" class="quiet" onClick=${() => form.show((sheet) => add(sheet, path, -1, fresh()))}>添一行指标</button></p>`}`;
  return bare ? body : html`<section class="panel" aria-label="绩效指标"><h3>绩效指标</h3><${Points} form=${form} />${body}</section>`;
}

/** A row is drawn again only where something in it is another: a form may have hundreds, and each key that is pressed draws. */
class Row extends Component {
  shouldComponentUpdate(next) {
    const seen = ({ row, n, count, list, form: { card, wrong, profile } }) => [row, n, count, list, card, wrong, profile];
    const now = seen(this.props);
    return seen(next).some((one, i) => one !== now[i]);
  }
  render(props) {
    return entry(props);
  }
}

function entry({ form, list, n, row, count, under = "" }) {
  const path = `${list}[${n}]`;
  const result = form.results.get(path);
  const told = form.card?.explanations[path];
  const judged = row.attainment !== undefined || row.rate !== undefined || (result?.kind === "qualitative" && row.target && !row.rows && !row.actuals);
  const name = row.name || `第 ${n + 1} 行`;
  const typed = (text) =>
    form.show((sheet) => {
      const { kind: _, ...rest } = at(sheet.doc, path); // what kind it is, is read off what is typed
      return { ...sheet, doc: put(put(sheet.doc, path, rest), `${path}.target`, text) };
    }, true);
  return html`<div role="listitem" class=${classes("entry", under && "under-row")} id=${`row-${path}`}>
    <div class="levels">${under ? html`<span class="soft small">下级指标</span>` : html`<${Line} form=${form} path=${`${path}.level1`} label="一级指标" hidden list="level1" placeholder="一级指标" /><${Line} form=${form} path=${`${path}.level2`} label="二级指标" hidden placeholder="二级指标" />`}</div>
    <div class="name"><${Text} form=${form} path=${`${path}.name`} label="三级指标" hidden placeholder="三级指标" /></div>
    <div class="a"><span class="cue" aria-hidden="true">A</span>${row.targets ? html`<${Parts} form=${form} path=${`${path}.targets`} />` : html`<${Text} form=${{ ...form, set: (_, text) => typed(text) }} path=${`${path}.target`} label=${`${name}：年初目标值（A）`} hidden placeholder="如 ≥95%" />`}</div>
    <div class="b"><span class="cue" aria-hidden="true">B</span>${row.actuals ? html`<${Parts} form=${form} path=${`${path}.actuals`} />` : html`<${Text} form=${form} path=${`${path}.actual`} label=${`${name}：实际完成值（B）`} hidden placeholder="如 96.2%" />`}
      ${row.attainments && html`<${Parts} form=${form} path=${`${path}.attainments`} label="评判档次" />`}${row.rates && html`<${Parts} form=${form} path=${`${path}.rates`} label="档内比例" />`}
      ${judged && html`<div class="judged"><${Attainment} form=${form} path=${path} name=${name} /><${Line} form=${form} path=${`${path}.rate`} label=${`${name}：档内比例`} hidden placeholder="如 95%" /></div>`}</div>
    <div class="w"><span class="cue" aria-hidden="true">权重</span><${Line} form=${form} path=${`${path}.weight`} label=${`${name}：权重`} hidden inputmode="decimal" /></div>
    <div class="s"><${Score} result=${result} printed=${row.published_score} /></div>
    <${Order} show=${form.show} path=${list} n=${n} count=${count} name=${name} entry=${() => fresh(row)} />
    <div class="below-row"><${Said} told=${told} result=${result} />
      ${(row.reason !== undefined || needsReason(result)) && html`<${Text} form=${form} path=${`${path}.reason`} label="偏差原因" placeholder="没有完成或偏差大的，写明原因" />`}</div>
    ${(row.rows ?? []).map((inner, i) => html`<${Row} key=${i} form=${form} list=${`${path}.rows`} n=${i} row=${inner} count=${row.rows.length} under=${path} />`)}
  </div>`;
}

/** Where points were lost there is room for a reason; whether one is due, the audit says. */
const needsReason = (result) => result?.status === "scored" && Number(result.score) < Number(result.weight);

/** Focus goes with the row that a person is at, once it is drawn where it went. */
function follow(path, n, what) {
  const row = `[id="row-${path}[${n}]"]`;
  setTimeout(() => document.querySelector(`${row} ${what}`)?.focus(), 60);
}

function Order({ show, path, n, count, name, entry }) {
  const go = (by, what) => {
    show((sheet) => move(sheet, path, n, by));
    const last = n + by === 0 ? ".down" : n + by === count - 1 ? ".up" : what;
    follow(path, n + by, last);
    say(`${name}：移到第 ${n + by + 1} 行`);
  };
  const put = () => {
    show((sheet) => add(sheet, path, n, entry()));
    follow(path, n + 1, ".name textarea");
    say(`在第 ${n + 1} 行下面添了一行`);
  };
  const drop = () => {
    show((sheet) => remove(sheet, path, n));
    follow(path, Math.min(n, count - 2), ".drop");
    say(`删去了${name}；可以撤销`);
  };
  return html`<div class="order" role="group" aria-label=${`${name}：次序`}>
    <button type="button" class="icon up" aria-label="上移" title="上移" disabled=${n === 0} onClick=${() => go(-1, ".up")}>↑</button>
    <button type="button" class="icon down" aria-label="下移" title="下移" disabled=${n + 1 === count} onClick=${() => go(1, ".down")}>↓</button>
    ${entry && html`<button type="button" class="icon" aria-label="在下面添一行" title="在下面添一行" onClick=${put}>＋</button>`}
    <button type="button" class="icon drop" aria-label="删去" title="删去" onClick=${drop}>✕</button>
  </div>`;
}

function Remarks({ form }) {
  return html`<section class="panel" aria-label="说明"><h3>说明</h3><div class="grid two">
    <${Text} form=${form} path="remarks.deviation" label="偏差大或目标未完成原因分析" lines=${3} />
    <${Text} form=${form} path="remarks.improvement" label="改进措施及结果应用方案" lines=${3} /></div></section>`;
}
