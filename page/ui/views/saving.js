// What can be saved of one form, each with what it is.
import * as act from "../actions.js";
import { html } from "../html.js";
import { Work } from "./parts.js";

const ending = (item) => item.file.split(".").pop().toLowerCase();

export function Saving({ item }) {
  const { document } = item;
  const own = item.blob && ["docx", "xlsx"].includes(ending(item)) ? ending(item) : "";
  const changes = item.audit?.changes ?? [];
  const rules = act.rulesOf(item);
  const official = (as) => () => act.handDocument("official", item, { as, ...rules });
  const whole = (as) => () => act.handDocument("document", item, { as });
  const form = document.project ? "project" : "department";
  return html`<ul class="cards">
    <li>
      <h3>改正后的原件</h3>
      ${own
        ? html`<p>还是您的那份 ${own === "docx" ? "Word" : "Excel"}，只把下面这些数改成应有的，别的一个字不动。${item.edited && "在“填报”里改过的不在其内。"}</p>
            ${changes.length ? html`<${Changes} changes=${changes} />` : html`<p class="soft">没有要改正的数。</p>`}
            <p class="row"><${Work} id="save-corrected" disabled=${!changes.length || Boolean(item.error)} act=${() => act.handOwn("corrected", item)}>下载改正后的 ${own === "docx" ? "Word" : "Excel"}<//>
              <${Work} id="save-marked" quiet disabled=${Boolean(item.error)} act=${() => act.handOwn("marked", item, { as: own })}>下载加了批注的<//></p>`
        : html`<p class="soft">只有从 docx、xlsx 读来的表能照原样改正；这一张请用旁边的正式表。</p>`}
      ${item.blob && item.tables.length > 0 && html`<p class="row"><${Work} id="save-seen" quiet disabled=${Boolean(item.error)} act=${() => act.handOwn("marked", item, { as: "html" })}>下载标了问题的网页<//></p>`}
    </li>
    <li>
      <h3>正式表</h3>
      <p>照现在的数核算得分，排成正式的自评表。</p>
      <p class="row"><${Work} id="save-docx" disabled=${Boolean(item.error)} act=${official("docx")}>Word<//><${Work} id="save-xlsx" disabled=${Boolean(item.error)} act=${official("xlsx")}>Excel<//><${Work} id="save-html" quiet disabled=${Boolean(item.error)} act=${official("html")}>网页（含每个得分的说明）<//></p>
    </li>
    <li>
      <h3>审核工作簿</h3>
      <p>这张表的全部问题：位置、所印、应为、依据，可以筛选。</p>
      <p class="row"><${Work} id="save-workbook" act=${() => act.handWorkbook([item])}>Excel<//></p>
    </li>
    <li>
      <h3>自动计分的空表</h3>
      <p>一张 Excel 表，按这套规则的公式写好：填数就出分。</p>
      <p class="row"><${Work} id="save-form" disabled=${!rules.profile && !item.named} act=${() => act.hand("form", { form, ...(rules.profile ? rules : { profile: item.named }) })}>Excel<//></p>
    </li>
    <li>
      <h3>数据文件</h3>
      <p>这张表所填的内容，可以再放进本页，或交给 perfeval 命令。</p>
      <p class="row"><${Work} id="save-toml" quiet act=${whole("toml")}>TOML<//><${Work} id="save-json" quiet act=${whole("json")}>JSON<//></p>
    </li>
  </ul>`;
}

function Changes({ changes }) {
  return html`<details open=${changes.length <= 6}><summary>改 ${changes.length} 处</summary><ul class="changes">
    ${changes.map((one) => html`<li>${one.place || one.path}：<s>${one.before}</s> → <b>${one.after}</b></li>`)}</ul></details>`;
}
