// The built page in a real browser, opened from a disk with no network: what all its tests start from. Chromium, or with
// FIREFOX=/usr/bin/firefox a Firefox as it is installed, but for what
// only Chromium can be told: to print, to drop files, to say that it saved one.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium, firefox } from "playwright-core";

const HERE = path.dirname(fileURLToPath(import.meta.url));
export const EXAMPLES = path.join(HERE, "..", "..", "examples");
export const BUILT = path.join(HERE, "..", "dist", "自评.html");
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FIREFOX = process.env.FIREFOX;
export const chromiumOnly = FIREFOX ? "only Chromium can be told to" : false;
const QUIET = ["headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"];

/** Why the tests are skipped, said aloud; nothing where they run. */
export const missing = !fs.existsSync(CHROMIUM) ? `no Chromium at ${CHROMIUM}` : !fs.existsSync(BUILT) ? "the page is not built: make page" : false;

export const file = (name, content) => ({ name, mimeType: "", buffer: Buffer.from(content) });
export const example = (name) => file(path.basename(name), fs.readFileSync(path.join(EXAMPLES, name)));

export async function browser() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "绩效 自评 "));
  const here = path.join(folder, "自评 页.html");
  fs.copyFileSync(BUILT, here);
  const printer = await chromium.launch({ executablePath: CHROMIUM, args: QUIET.map((flag) => `--${flag}`) });
  const app = FIREFOX ? await firefox.launch({ channel: "moz-firefox", executablePath: FIREFOX }) : printer;
  const close = async () => {
    await printer.close();
    if (app !== printer) await app.close();
    fs.rmSync(folder, { recursive: true });
  };
  return { app, printer, here, address: pathToFileURL(here).href, close };
}

/** A page of its own; `faults` are what it logs as errors, `asked` the addresses that it asks for beside its own. */
export async function opened({ app, address }, options = {}, before = null) {
  const context = await app.newContext({ viewport: { width: 1360, height: 850 }, ...options });
  const page = await context.newPage();
  const [faults, asked] = [[], []];
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => /https:\/\/example\.org/.test(error.message) || faults.push(error.message)); // Firefox tells of what it refused late
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => /^(blob|data):/.test(request.url()) || request.url().split("#")[0] === address || asked.push(request.url()));
  if (before) await before(page);
  await page.goto(address);
  return { page, context, faults, asked };
}

export const ready = (page) => page.waitForSelector(".light.ready, .light.busy");

/** Puts files into the page and waits until all are read and judged. */
export async function put(page, ...files) {
  await page.setInputFiles("#files", files);
  await line(page, files.at(-1).name).waitFor();
  await page.waitForFunction(() => !document.querySelector(".reading, .tag.busy"));
}

/** The line of the list that has this text in it. */
export const line = (page, text) => page.locator(".list tbody tr", { hasText: text });

export async function download(page, act) {
  const [got] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: got.suggestedFilename(), bytes: fs.readFileSync(await got.path()) };
}
