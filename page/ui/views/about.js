// What the page is, that it sends nothing and how anyone can see that, what it keeps, and the licences of what is in it.
import { useEffect, useState } from "preact/hooks";
import * as act from "../actions.js";
import { html } from "../html.js";
import * as keeping from "../keeping.js";
import { licences } from "../licences.js";
import { Work } from "./parts.js";

const isFile = location.protocol === "file:";

export function About({ state }) {
  const [version, setVersion] = useState("");
  useEffect(() => {
    act.ask({ do: "about" }, [], { urgent: true }).then((told) => setVersion(told.version), () => {});
  }, []);
  return html`<h2 tabindex="-1">关于本页</h2>
    <div class="prose">
      <p>${isFile ? "这是一个文件：" : ""}perfeval 这个程序连同它运行所需要的一切，都在里面。${isFile ? "双击打开，不用安装，" : "不用安装，打开以后"}断了网也一样用。${version && `版本 ${version}。`}</p>
      <h3>文件不离开这台电脑</h3>
      <p>读表、审核、计分、写文件，都在浏览器里完成。页面里写明了内容安全策略（<code>default-src 'none'</code>，${isFile ? html`没有 <code>connect-src</code>` : html`<code>connect-src 'self'</code>`}）：浏览器自己就不许它连${isFile ? "任何地方" : "别的地方，只能从提供本页的服务器取自己的各部分"}。您可以自己查证：</p>
      <ol>
        <li>拔掉网线或关掉无线网，再${isFile ? "打开本页" : "放一张表进来"}：一切照常。</li>
        <li>按 F12，打开“网络”一栏，再放一张表进来：没有一个请求发到网上。</li>
        <li>${isFile ? "用记事本打开这个文件" : "查看本页的源代码"}，看开头的 <code>Content-Security-Policy</code> 一行。</li>
      </ol>
      <h3>本页记住什么</h3>
      <p>平常什么也不记：关上本页，放进来的表就没有了。可以让它记在这个浏览器里，下次打开还在：</p>
      <${Keeping} state=${state} />
      <h3>它不做什么</h3>
      <p>不替人评判；规则没有说到的地方不猜，列为“未定”并说明原因。图片和扫描件、带宏或有密码的文件不读。</p>
      <h3>里面有哪些软件</h3>
      <${Licences} />
    </div>`;
}

function Keeping({ state }) {
  return html`<div class="notice">
    <p><label><input type="checkbox" checked=${state.keeping} onChange=${(event) => keeping.turn(event.currentTarget.checked)} /> 把打开的表记在这个浏览器里</label></p>
    <p class="soft">同一个浏览器里，从磁盘打开的其他网页在技术上也读得到它；用别人也用的电脑，请不要勾。浏览器清除数据时，它会一起没有：要留的表，请下载。</p>
    <p class="row"><${Work} id="forget" quiet act=${keeping.forget}>清除所记的一切<//></p>
  </div>`;
}

function Licences() {
  return html`<ul class="licences">${licences().map(
    (one) => html`<li key=${one.name}><details><summary>${one.name}</summary><pre>${one.text}</pre></details></li>`,
  )}</ul>`;
}
