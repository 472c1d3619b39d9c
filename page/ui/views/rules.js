// The profiles: each value with its clause, its basis and its source; and the door for a file of one's own.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import * as act from "../actions.js";
import { classes, html } from "../html.js";
import { link } from "../route.js";
import { Problems } from "./parts.js";

export function Rules({ state, rest: [chosen] }) {
  const file = useRef();
  const [error, setError] = useState(null);
  const all = [...state.own.map((one) => ({ id: one.id, title: one.title, own: one })), ...state.profiles];
  const id = chosen ?? all[0]?.id;
  const add = async (event) => {
    const [given] = event.currentTarget.files;
    event.currentTarget.value = "";
    if (given) setError(await act.addProfile(given).catch((failed) => ({ text: failed.message })));
  };
  return html`<h2 tabindex="-1">评分规则</h2>
    <div class="row"><button class="quiet" onClick=${() => file.current.click()}>用自己的规则文件…</button><span class="soft">照随附的规则改写的 .toml；只在本页关上以前有效。</span>
      <input ref=${file} id="own-rules" class="unseen" type="file" accept=".toml" tabindex="-1" aria-hidden="true" onChange=${add} /></div>
    ${error && html`<div class="notice"><p>这个规则文件不能用：</p><${Problems} error=${error} /></div>`}
    <${Places} state=${state} />
    <div class="beside rules">
      <nav aria-label="各套规则"><ul class="profiles">${all.map(
        (one) => html`<li key=${one.id}><a href=${link("rules", one.id)} aria-current=${one.id === id ? "true" : null} class=${classes(one.id === state.profile && "used")}>${one.title}<span class="under">${one.own ? one.own.name : one.id}${one.id === state.profile ? " · 正在用" : ""}</span></a></li>`,
      )}</ul></nav>
      ${id && html`<${Profile} key=${id} id=${id} state=${state} />`}
    </div>`;
}

/** What is known of a place's rules, and what is missing: the profile to start from. */
function Places({ state }) {
  const id = useId();
  const [places, setPlaces] = useState([]);
  const [name, setName] = useState("");
  useEffect(() => {
    act.ask({ do: "places" }, [], { urgent: true }).then((told) => setPlaces(told.places), () => {});
  }, []);
  const place = places.find((one) => one.name === name);
  const title = state.profiles.find((one) => one.id === place?.profile)?.title ?? place?.profile;
  return html`<div class="panel">
    <span class="field inline"><label for=${id}>按地方查</label><select id=${id} value=${name} onChange=${(event) => setName(event.currentTarget.value)}>
      <option value="">选一个地方…</option>${places.map((one) => html`<option value=${one.name}>${one.name}</option>`)}</select></span>
    ${place && html`<dl class="clauses" role="status">
      <div><dt>${place.fits ? "用这一套" : "最接近的一套"}</dt><dd><a href=${link("rules", place.profile)}>${title}</a></dd></div>
      <div><dt>已知</dt><dd>${place.known}</dd></div>${place.missing && html`<div><dt>还缺</dt><dd>${place.missing}</dd></div>`}</dl>`}
  </div>`;
}

function Profile({ id, state }) {
  const [told, setTold] = useState(null);
  const own = state.own.find((one) => one.id === id);
  useEffect(() => {
    const profile = own ? { name: own.name, text: own.text } : id;
    act.ask({ do: "profile", profile }, [], { urgent: true }).then(setTold, (error) => setTold({ error: { text: error.message } }));
  }, [id, own]);
  if (!told) return html`<p class="soft">正在打开…</p>`;
  if (told.error) return html`<${Problems} error=${told.error} />`;
  const { title, parameters, clauses, sources } = told.profile;
  return html`<section aria-label=${title}>
    <h3>${title}</h3>
    <p class="row">${id === state.profile ? html`<button class="quiet" onClick=${() => act.chooseProfile(act.AUTO)}>不再都用这套，改回自动</button>` : html`<button class="main" onClick=${() => act.chooseProfile(id)}>各表都用这套</button>`}</p>
    <div class="scroll" tabindex="0" role="region" aria-label="数值，可左右滚动"><table class="list values"><caption>数值</caption>
      <thead><tr><th scope="col">内容</th><th scope="col">数值</th><th scope="col">条款</th><th scope="col">依据</th></tr></thead>
      <tbody>${parameters.map((one) => html`<tr key=${one.key}><th scope="row">${one.label}</th><td>${one.value}${one.note && html`<span class="under">${one.note}</span>`}</td><td>${one.clause}</td><td>${one.basis}</td></tr>`)}</tbody></table></div>
    <h4>条款原文</h4>
    <dl class="clauses">${clauses.map((one) => html`<div key=${one.name}><dt>${one.name}</dt><dd>${one.text}<cite>${one.source}</cite></dd></div>`)}</dl>
    <h4>来源</h4>
    <ul>${sources.map((one) => html`<li>${[one.issuer, one.title, one.date].filter(Boolean).join("，")}${!one.seen && "（未见原文）"}${one.url && html`<span class="under url">${one.url}</span>`}</li>`)}</ul>
  </section>`;
}
