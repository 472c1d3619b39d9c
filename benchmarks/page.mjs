// What the page weighs and how fast it is, in one run: make page, then node benchmarks/page.mjs [--browser] [--forms 1000].
// Prints Markdown. Times are the best of several, each beside the bare start of Pyodide in the same run; sizes are of page/dist/.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import zlib from "node:zlib";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const at = (...names) => path.join(ROOT, ...names);
const packageOf = createRequire(at("page", "package.json"));
const ROADS = at("examples", "filed", "road-upkeep.xlsx");
const PROFILE = "mof-2020";
const BEST_OF = 3;
const option = (name) => process.argv.indexOf(`--${name}`);
const FORMS = option("forms") > 0 ? Number(process.argv[option("forms") + 1]) : 1000;

const MB = (bytes) => (bytes / 1e6).toFixed(1);
const ms = (time) => `${Math.round(time)} ms`;
const ratio = (one, other) => (one / other).toFixed(2);
const row = (...cells) => console.log(`| ${cells.join(" | ")} |`);
const open = { do: "open", name: "road-upkeep.xlsx", profile: PROFILE };

// --- one start, in a process of its own -------------------------------------------------------------------------------

/** Milliseconds to the bare interpreter; and where `kind` is "page", to the first table. */
async function once(kind) {
  if (kind === "bare") {
    const { loadPyodide } = await import(pathToFileURL(packageOf.resolve("pyodide").replace(/\.js$/, ".mjs")));
    const before = performance.now();
    await loadPyodide();
    return { bare: performance.now() - before };
  }
  const { pyodide, part } = await import(pathToFileURL(at("page", "engine", "node.mjs")));
  const { equip } = await import(pathToFileURL(at("page", "engine", "python.js")));
  const file = new Uint8Array(fs.readFileSync(ROADS));
  const before = performance.now();
  const py = await pyodide();
  const start = performance.now() - before;
  const python = await equip(py, part);
  const opened = JSON.parse((await python.answer(JSON.stringify(open), [file])).text);
  const table = performance.now() - before;
  const { document } = opened.forms[0];
  const scoring = JSON.stringify({ do: "score", document, profile: PROFILE });
  const times = [];
  for (let i = 0; i < 40; i++) {
    const from = performance.now();
    await python.answer(scoring, []);
    times.push(performance.now() - from);
  }
  const heap = () => py._module.HEAP8.length;
  const heaps = { "1": heap() };
  if (kind === "forms") {
    const other = new Uint8Array(fs.readFileSync(at("tests", "forms", "department.docx")));
    for (let i = 2; i <= FORMS; i++) {
      await python.answer(JSON.stringify({ ...open, name: i % 2 ? open.name : "department.docx" }), [i % 2 ? file : other]);
      if (i === FORMS >> 2 || i === FORMS) heaps[i] = heap();
    }
  }
  return { start, table, scoring: times.sort((a, b) => a - b)[times.length >> 1], heaps };
}

const apart = (kind) => JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--once", kind, "--forms", `${FORMS}`], { encoding: "utf8" }).trim().split("\n").at(-1));
const best = (kind) => {
  const all = Array.from({ length: BEST_OF }, () => apart(kind));
  return Object.fromEntries(Object.keys(all[0]).filter((key) => key !== "heaps").map((key) => [key, Math.min(...all.map((one) => one[key]))]));
};

// --- what is printed --------------------------------------------------------------------------------------------------

function sizes() {
  const brotli = (name) => zlib.brotliCompressSync(fs.readFileSync(at("page", "dist", "served", name))).length;
  const parts = fs.readdirSync(at("page", "dist", "served", "parts"));
  const served = Object.fromEntries(["index.html", ...parts.map((name) => `parts/${name}`)].map((name) => [name, brotli(name)]));
  const pdf = served["parts/pdf"];
  const whole = Object.values(served).reduce((sum, size) => sum + size, 0);
  row("Size", "MB", "goal");
  row("---", "---", "---");
  row("one HTML file, with PDF", MB(fs.statSync(at("page", "dist", "自评.html")).size), "17");
  row("served with brotli, without PDF", MB(whole - pdf), "6");
  row("PDF, fetched with the first one", MB(pdf), "");
  console.log();
}

function times() {
  const bare = best("bare").bare;
  const page = best("page");
  row("Time, under Node", "", "÷ bare Pyodide", "goal");
  row("---", "---", "---", "---");
  row("bare Pyodide", ms(bare), "1", "");
  row("the same with the page's standard library, as byte code", ms(page.start), ratio(page.start, bare), "");
  row("first table: a filed form read, audited, scored", ms(page.table), ratio(page.table, bare), "1.3");
  row("a document scored again, with every sentence", ms(page.scoring), "", "20 ms");
  console.log();
}

function memory() {
  const { heaps } = apart("forms");
  row("Heap after forms", "MB");
  row("---", "---");
  for (const [count, bytes] of Object.entries(heaps)) row(count, MB(bytes));
  console.log();
}

async function browser() {
  const { chromium } = packageOf("playwright-core");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "自评 "));
  const file = path.join(folder, "自评.html");
  fs.copyFileSync(at("page", "dist", "自评.html"), file);
  const app = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await app.newPage();
    const before = performance.now();
    await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
    await page.waitForSelector("#files", { state: "attached" });
    const usable = performance.now() - before;
    const roads = { name: "road-upkeep.xlsx", mimeType: "", buffer: fs.readFileSync(ROADS) };
    await page.setInputFiles("#files", [roads]);
    await page.waitForFunction(() => document.querySelector(".list tbody tr") && !document.querySelector(".reading, .tag.busy"), null, { timeout: 120_000 });
    const table = performance.now() - before;
    await page.evaluate(() => {
      window.longest = 0;
      let last = performance.now();
      const tick = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - last);
        last = now;
        setTimeout(tick);
      };
      tick();
    });
    const many = Array.from({ length: 200 }, (_, n) => ({ ...roads, name: `表 ${n}.xlsx` }));
    const from = performance.now();
    await page.setInputFiles("#files", many);
    await page.waitForFunction(() => document.querySelectorAll(".list tbody tr").length > 200 && !document.querySelector(".reading, .tag.busy"), null, { timeout: 300_000 });
    const folderTime = performance.now() - from;
    row("In Chromium, from a disk", "", "÷ first table", "goal");
    row("---", "---", "---", "---");
    row("the page is usable", ms(usable), ratio(usable, table), "0.2");
    row("first table", ms(table), "1", "");
    row("a folder of 200 forms", `${(folderTime / 1000).toFixed(1)} s`, "", "");
    row("longest that the page did not answer meanwhile", ms(await page.evaluate(() => window.longest)), "", "");
    console.log();
  } finally {
    await app.close();
    fs.rmSync(folder, { recursive: true });
  }
}

if (option("once") > 0) {
  console.log(JSON.stringify(await once(process.argv[option("once") + 1])));
} else {
  sizes();
  times();
  memory();
  if (option("browser") > 0) await browser();
}
