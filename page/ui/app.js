// The page: its head with the places to go to, the view that is open, and what is said to a screen reader.
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { begin, engine, take } from "./actions.js";
import { dropped } from "./files.js";
import { classes, html } from "./html.js";
import { bring } from "./keeping.js";
import { go, link, useRoute } from "./route.js";
import { useStore } from "./store.js";
import { About } from "./views/about.js";
import { Filing } from "./views/filing.js";
import { Home } from "./views/home.js";
import { New } from "./views/new.js";
import { Rules } from "./views/rules.js";

const PLACES = [
  ["", "各表"],
  ["new", "新填"],
  ["rules", "评分规则"],
  ["about", "关于本页"],
];
const VIEWS = { t: Filing, new: New, rules: Rules, about: About };

function App() {
  const state = useStore();
  const [place = "", ...rest] = useRoute();
  const main = useRef();
  const first = useRef(true);
  const View = VIEWS[place] ?? Home;
  const opened = place === "t" ? rest[0] : "";
  useEffect(() => {
    if (first.current) first.current = false;
    else {
      scrollTo(0, 0);
      main.current?.querySelector("h2")?.focus({ preventScroll: true });
    }
  }, [place, opened]);
  return html`
    <a class="skip" href="#main" onClick=${(event) => (event.preventDefault(), main.current.focus())}>跳到正文</a>
    <header class="top">
      <h1><a href=${link()}>绩效自评表<span>审核、改正、填报</span></a></h1>
      <nav aria-label="主要页面">
        ${PLACES.map(([to, label]) => html`<a key=${to} href=${link(to)} aria-current=${(VIEWS[place] ? place : "") === to ? "page" : null}>${label}</a>`)}
      </nav>
      <${Light} engine=${state.engine} />
    </header>
    <main ref=${main} id="main" tabindex="-1"><${View} state=${state} rest=${rest} /></main>
    <footer class="bottom"><p>全部在这台电脑上计算：本页不联网，文件不离开这台电脑。<a href=${link("about")}>怎样自己查证</a></p></footer>
    <div class="unseen" role="status" aria-live="polite">${state.said}</div>`;
}

const LIGHTS = { starting: "正在启动计算引擎…", ready: "计算引擎就绪", busy: "计算引擎就绪", failed: "计算引擎没有启动" };

function Light({ engine: { status, message } }) {
  return html`<div class=${classes("light", status)}>
    <span class="dot" aria-hidden="true"></span><span>${LIGHTS[status]}</span>
    ${status === "failed" && html`<button class="plain" onClick=${() => engine.restart()}>重试</button>`}
    ${status === "failed" && html`<p class="trouble" role="alert">${hint(message)}</p>`}
  </div>`;
}

const hint = (message) =>
  /WebAssembly|wasm|CompileError/i.test(message)
    ? "浏览器的安全设置关掉了 WebAssembly，本页算不了；请换一个浏览器，或请管理员为这个文件放行。"
    : `请关掉本页再打开一次；还不行的，换新一点的 Edge、Chrome 或 Firefox。（${message.slice(-200)}）`;

/** Files may be dropped anywhere: beside the door the browser would leave the page for them. */
function takeDrops() {
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    const found = await dropped(event.dataTransfer);
    go();
    take(found);
  });
}

/** What this page cannot do without, and in whose place an old browser gets one sentence. */
const isOld = () => ["WebAssembly", "Worker", "DecompressionStream", "BigInt64Array"].some((name) => typeof globalThis[name] === "undefined");

const root = document.getElementById("app");
root.replaceChildren();
if (isOld()) {
  root.textContent = "这个浏览器太旧，或它的安全设置关掉了 WebAssembly，本页打不开；请换 2022 年以后的 Edge、Chrome 或 Firefox。";
} else {
  render(html`<${App} />`, root);
  begin().catch(() => {}); // that it failed stands in the head of the page
  bring();
  takeDrops();
}
