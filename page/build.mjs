// Builds the page: node build.mjs, run by `make page`, which has fetched node_modules/ and work/wheels/ by pinned versions and hashes.
//
// Into dist/ go 自评.html, which is all in one file, and served/, a folder for any web server. The same sources give the same bytes.
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import esbuild from "esbuild";
import { encode } from "./engine/base85.js";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const at = (...names) => path.join(HERE, ...names);
const [WORK, DIST, PYODIDE] = [at("work"), at("dist"), at("node_modules", "pyodide")];
const NAME = "自评.html";
const TARGET = ["chrome102", "firefox113", "safari16.4"]; // the first with streams that unzip, and all else that is used
const COMMENT = "perfeval，Apache-2.0。里面各软件的许可见页面“关于”。";

// --- Python -----------------------------------------------------------------------------------------------------------

/** The archives of the standard library and of the packages, packed by Pyodide itself in a process of its own. */
function packed() {
  const [into, out] = [path.join(WORK, "in"), path.join(WORK, "out")];
  for (const folder of [into, out]) fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  fs.cpSync(path.join(WORK, "wheels"), path.join(into, "wheels"), { recursive: true });
  fs.cpSync(at("..", "src", "perfeval"), path.join(into, "perfeval"), { recursive: true });
  fs.copyFileSync(path.join(PYODIDE, "python_stdlib.zip"), path.join(into, "python_stdlib.zip"));
  fs.copyFileSync(at("stdlib-unused.txt"), path.join(into, "stdlib-unused.txt"));
  execFileSync(process.execPath, [at("pack.mjs"), into, out], { stdio: "inherit" });
  return (name) => fs.readFileSync(path.join(out, name));
}

// --- JavaScript ---------------------------------------------------------------------------------------------------------

function bundled(entry, define = {}) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [at(entry)],
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    charset: "utf8",
    legalComments: "none",
    define,
    write: false,
    absWorkingDir: HERE,
  });
  return outputFiles[0].text;
}

// --- licences -----------------------------------------------------------------------------------------------------------

/** Every licence of what is inside, in the words of its package. */
function licences(file) {
  const read = (...names) => fs.readFileSync(at(...names), "utf8");
  const version = (name) => JSON.parse(read("node_modules", name, "package.json")).version;
  const texts = [
    ["perfeval", read("..", "LICENSE")],
    ["Python", read("licences", "python.txt")],
    [`Pyodide ${version("pyodide")}，源代码：https://github.com/pyodide/pyodide`, read("licences", "mpl-2.0.txt")],
    ...["preact", "htm"].map((name) => [`${name} ${version(name)}`, read("node_modules", name, "LICENSE")]),
    ...fs.readdirSync(path.join(WORK, "out", "licences")).sort().map((name) => [name, file(path.join("licences", name)).toString()]),
  ];
  return texts.map(([title, text]) => `==== ${title} ====\n\n${text.trim()}\n`).join("\n");
}

// --- the page -----------------------------------------------------------------------------------------------------------

const sha = (text) => `'sha256-${crypto.createHash("sha256").update(text).digest("base64")}'`;
const inScript = (text) => text.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const plain = (id, text) => `<script type="text/plain" id="${id}">${text}</script>`;

/** Nothing may be fetched or sent: a page in one file has no `connect-src`, one that is served may ask its own server for its parts. */
function policy(script, isServed) {
  return [
    "default-src 'none'",
    `script-src ${sha(script)} blob: 'wasm-unsafe-eval'`,
    "worker-src blob:",
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    ...(isServed ? ["connect-src 'self'"] : []),
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}

function page(script, style, licence, rest, isServed) {
  return `<!doctype html>
<html lang="zh-CN">
<!-- ${COMMENT} -->
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, isServed)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>绩效自评表：审核、改正、填报</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="app"><p>正在打开……</p><p>如果停在这里不动，是浏览器太旧：请换 2022 年以后的 Edge、Chrome 或 Firefox。</p></div>
<noscript>这个页面要运行 JavaScript，请在浏览器里允许它；或换一台机器打开。</noscript>
<script>${script}</script>
${plain("licences", licence)}
${rest}</body>
</html>
`;
}

function write(name, data) {
  const file = path.join(DIST, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, data);
}

function build() {
  const file = packed();
  const lock = JSON.parse(fs.readFileSync(path.join(PYODIDE, "pyodide-lock.json"), "utf8"));
  const worker = bundled("engine/worker.js", { __LOCK_INFO__: JSON.stringify(lock.info) });
  const script = inScript(bundled("ui/app.js"));
  const style = esbuild.transformSync(fs.readFileSync(at("ui", "style.css"), "utf8"), { loader: "css", minify: true, charset: "utf8" }).code;
  const licence = inScript(licences(file));
  const parts = {
    loader: fs.readFileSync(path.join(PYODIDE, "pyodide.mjs")),
    core: fs.readFileSync(path.join(PYODIDE, "pyodide.asm.mjs")),
    wasm: fs.readFileSync(path.join(PYODIDE, "pyodide.asm.wasm")),
    stdlib: file("stdlib.zip"),
    packages: file("packages.zip"),
    later: file("later.zip"),
    pdf: file("pdf.zip"),
  };
  fs.rmSync(DIST, { recursive: true, force: true });

  const inside = Object.entries(parts).map(([name, bytes]) => plain(`part-${name}`, encode(zlib.gzipSync(bytes, { level: 9 }))));
  write(NAME, page(script, style, licence, `${plain("part-worker", inScript(worker))}\n${inside.join("\n")}\n`, false));

  write("served/index.html", page(script, style, licence, "", true));
  for (const [name, bytes] of Object.entries({ ...parts, worker: Buffer.from(worker) })) write(`served/parts/${name}`, bytes);
  console.log(path.relative(process.cwd(), path.join(DIST, "served")) + path.sep);
  console.log(path.relative(process.cwd(), path.join(DIST, NAME)));
}

build();
