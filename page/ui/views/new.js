// A new form: which of the two, and under which rules.
import { useState } from "preact/hooks";
import * as act from "../actions.js";
import { html } from "../html.js";
import { go } from "../route.js";
import { Problems, ProfileChoice } from "./parts.js";

const FORMS = [
  ["project", "项目支出绩效自评表", "一个项目一张：预算执行、产出、效益、满意度。"],
  ["department", "部门整体支出绩效自评表", "一个部门一张：按年度目标分列指标。"],
];

export function New({ state }) {
  const [form, setForm] = useState("project");
  const [id, setId] = useState(state.profile === act.AUTO ? (state.profiles[0]?.id ?? "hubei-wuhan") : state.profile);
  const [error, setError] = useState(null);
  const make = async (event) => {
    event.preventDefault();
    const told = await act.blank(form, id).catch((failed) => ({ error: { text: failed.message } }));
    if (told.error) return setError(told.error);
    go("t", told.key, "fill");
  };
  return html`<h2 tabindex="-1">新填一张</h2>
    <form class="panel" onSubmit=${make}>
      <fieldset class="cards two"><legend class="unseen">哪一种表</legend>
        ${FORMS.map(([value, label, text]) => html`<label key=${value} class="choice"><input type="radio" name="form" value=${value} checked=${form === value} onChange=${() => setForm(value)} /><span><b>${label}</b><span class="soft">${text}</span></span></label>`)}
      </fieldset>
      <p><${ProfileChoice} state=${state} value=${id} onChoose=${setId} label="评分规则" auto=${false} /></p>
      <p class="soft">照这套规则的样子摆好各行，一级指标的分值也已写上；行可以添、移、删。</p>
      ${error && html`<${Problems} error=${error} />`}
      <p><button class="main" disabled=${state.engine.status === "starting"}>开始填</button></p>
    </form>`;
}
