// What a person can do, in terms of the state and of requests to the engine (src/perfeval/page/bridge.py says what these are).
import { labelOf, nameOf, unitOf } from "./doc.js";
import { Engine, EngineError } from "./engine.js";
import { save } from "./save.js";
import { spawn } from "./spawn.js";
import { change, itemOf, now, patchItem, say } from "./store.js";

const MAX_FILE = 64 * 1024 * 1024; // perfeval reads no larger one; here it is not even brought into memory
export const AUTO = "auto";

export const engine = new Engine(spawn, (status, message) => change({ engine: { status, message } }));
export const ask = (request, files, how) => engine.ask(request, files, how);

let serial = 0;
let reading = null;

export async function begin() {
  engine.start();
  change({ profiles: (await ask({ do: "profiles" })).profiles });
}

// --- reading ------------------------------------------------------------------------------------------------------

/** Reads files one after another; what is read stands in the list at once, and `stop` leaves it there. */
export async function take({ files, passed, more, refused = [] }) {
  if (refused.length) change({ trouble: `浏览器不让本页打开拖来的文件夹“${refused.join("”“")}”；请用“选择文件夹”` });
  else change({ trouble: "" });
  if (!files.length) return say(passed ? "这里只有隐藏文件，没有可读的文件" : "没有文件");
  const fresh = files.map(({ path, file }) => ({ key: ++serial, file: path, blob: file, status: "waiting" }));
  const told = [passed && `另有 ${passed} 个隐藏文件没有看`, more && "一次最多 2000 个文件，其余没有放进来"].filter(Boolean);
  change(({ items }) => ({ items: [...items, ...fresh] }));
  say([`放进 ${fresh.length} 个文件`, ...told].join("；"));
  reading ??= { abort: new AbortController(), done: 0, total: 0 };
  const mine = reading;
  mine.total += fresh.length;
  for (const { key } of fresh) {
    if (mine.abort.signal.aborted) break;
    change({ reading: { done: mine.done, total: mine.total } });
    if (itemOf(key)) await read(key, mine.abort.signal);
    mine.done++;
  }
  if (reading === mine && mine.done < mine.total && !mine.abort.signal.aborted) return;
  if (reading === mine) reading = null;
  change({ reading: null });
  const seen = now().items.filter((item) => item.audit).length;
  say(`读完了：已审核 ${seen} 张表，未审核 ${now().items.length - seen} 个文件`);
}

export function stop() {
  reading?.abort.abort();
  reading = null;
  change(({ items }) => ({
    reading: null,
    items: items.map((item) => (["waiting", "reading"].includes(item.status) ? { ...item, ...unread("已停止，没有读") } : item)),
  }));
}

export const again = async (key) => {
  patchItem(key, { status: "waiting" });
  await read(key, null);
};

const unread = (reason, code = "stopped") => ({ status: "unread", reason, code });

async function read(key, signal) {
  const item = itemOf(key);
  if (item.blob.size > MAX_FILE) return patchItem(key, unread(`文件有 ${Math.ceil(item.blob.size / 1024 / 1024)} MB，最多读 64 MB`, "too-large"));
  patchItem(key, { status: "reading" });
  try {
    const bytes = new Uint8Array(await item.blob.arrayBuffer());
    const { forms, status, reason, code } = await ask({ do: "open", name: item.file, ...rulesOf(item) }, [bytes], { signal });
    if (!forms?.length) return patchItem(key, { status, reason, code });
    const read = forms.map((form, n) => ({ ...item, key: n ? ++serial : key, ...ofForm(form) }));
    change(({ items }) => ({ items: items.flatMap((one) => (one.key === key ? read : [one])) }));
    for (const one of read) if (one.error) await judge(one.key, { signal });
  } catch (error) {
    if (itemOf(key)) patchItem(key, unread(reasonOf(error), error.kind ?? "cannot-open"));
  }
}

const reasonOf = (error) =>
  error instanceof EngineError ? error.message : "打不开：文件可能已移走、改名，或在“放进来”之后改过，请再放一次";

const ofForm = ({ document, places, tables, unread, notes, card, audit, error, profile }) =>
  ({ status: "audited", document, places, tables, unread, notes, card, audit, error, named: profile });

// --- judging ------------------------------------------------------------------------------------------------------

/** The rules under which an item is judged, as a request has them: its own choice, the page's, or what its document names. */
export function rulesOf(item) {
  const id = item.profile ?? now().profile;
  if (id === AUTO) return { profile: item.named ? "" : (item.matched ?? "") };
  const own = now().own.find((one) => one.id === id);
  return { profile: own ? { name: own.name, text: own.text } : id };
}

/** Scores and audits an item; where nothing says by which rules, those that explain its printed scores best. */
export async function judge(key, how = {}) {
  let item = itemOf(key);
  if (!item?.document) return;
  try {
    if (isAuto(item) && !item.named && item.matched === undefined) {
      const { matches } = await ask({ do: "match", document: item.document }, [], how);
      const best = matches?.best ?? [];
      patchItem(key, { matched: best.length === 1 ? best[0] : "", alike: best });
      item = itemOf(key);
      if (!item) return;
    }
    const { document, places } = item;
    const turn = `audit ${key}`;
    const told = await ask({ do: "audit", document, places, ...rulesOf(item) }, [], { turn, ...how });
    patchItem(key, { card: undefined, audit: undefined, error: undefined, ...told, data: undefined });
  } catch (error) {
    if (error.kind === "stopped" || error.kind === "superseded") return;
    patchItem(key, { error: { text: error.message, problems: [] } });
  }
}

/** The id of the rules that an item is judged by: what was chosen, or what was made out. */
const profileOf = (item) => (isAuto(item) ? item.matched || undefined : (item.profile ?? now().profile));

export const isAuto = (item) => (item.profile ?? now().profile) === AUTO;

export function chooseProfile(id, key = null) {
  if (key !== null) {
    patchItem(key, { profile: id === now().profile ? undefined : id });
    return judge(key, { urgent: true });
  }
  change({ profile: id });
  for (const item of now().items) if (item.profile === undefined) judge(item.key);
}

/** A rules file of one's own: added to the list where it holds, else the error is given. */
export async function addProfile(file) {
  const text = await file.text();
  const { profile, error } = await ask({ do: "profile", profile: { name: file.name, text } }, [], { urgent: true });
  if (error) return error;
  const own = { id: `own:${file.name}`, name: file.name, text, title: profile.title };
  change(({ own: others }) => ({ own: [...others.filter((one) => one.id !== own.id), own] }));
  chooseProfile(own.id);
  return null;
}

// --- filling in ---------------------------------------------------------------------------------------------------

const STEP = 1000;
const MOST_STEPS = 100;

/** A document changed: what is typed within a second is one step for `undo`, and what is done to a row is one. */
export function edit(key, change, isTyped) {
  const { document, places: old, past = [], stepped = 0 } = itemOf(key);
  const { doc, places } = change({ doc: document, places: old });
  const fresh = !isTyped || Date.now() - stepped > STEP || !past.length;
  const steps = fresh ? [...past.slice(-MOST_STEPS + 1), { document, places: old }] : past;
  patchItem(key, { document: doc, places, past: steps, stepped: isTyped ? (fresh ? Date.now() : stepped) : 0, edited: true, unsaved: true });
}

export function undo(key) {
  const { past } = itemOf(key);
  patchItem(key, { ...past.at(-1), past: past.slice(0, -1), unsaved: true });
}

/** Leaving asks first, where something typed was neither saved nor kept. */
addEventListener("beforeunload", (event) => {
  if (!now().keeping && now().items.some((item) => item.unsaved)) event.preventDefault();
});

/** A new form under the rules with this id. */
export async function blank(form, id) {
  const { document, error } = await ask({ do: "blank", form, ...rulesOf({ profile: id }) }, [], { urgent: true });
  if (error) return { error };
  return { key: await addDocument(document, "（新填）", id) };
}

export async function combine(keys) {
  const documents = keys.map((key) => itemOf(key).document);
  const { document, error } = await ask({ do: "aggregate", documents, ...rulesOf(itemOf(keys[0])) }, [], { urgent: true });
  if (!document) return { error };
  return { key: await addDocument(document, `（${keys.length} 张表汇总）`, profileOf(itemOf(keys[0]))) };
}

async function addDocument(document, file, profile) {
  const key = ++serial;
  const item = { key, file, status: "audited", document, places: {}, tables: [], unread: [], notes: [], named: document.profile ?? "", profile };
  change(({ items }) => ({ items: [...items, item] }));
  await judge(key, { urgent: true });
  return key;
}

/** What was kept of an earlier visit, judged again. */
export function restored({ items, own, profile }) {
  serial = Math.max(serial, ...items.map((item) => item.key));
  change((state) => ({ items: [...items, ...state.items], own, profile }));
  for (const item of items) judge(item.key);
}

export function discard(keys) {
  change(({ items }) => ({ items: items.filter((item) => !keys.includes(item.key)) }));
}

// --- handing back -------------------------------------------------------------------------------------------------

/** Asks for a file of this kind and hands it over; gives what could not be done, or null. */
export async function hand(kind, request, files = []) {
  try {
    const { error, name, data, left } = await ask({ do: "save", kind, ...request }, files, { urgent: true });
    if (error) return error.text;
    save(data, name);
    say(`已交给浏览器保存：${name}`);
    return left?.length ? left.join("\n") : null;
  } catch (error) {
    return error.message;
  }
}

/** A copy of the clerk's own file. */
export async function handOwn(kind, item, request = {}) {
  try {
    const bytes = new Uint8Array(await item.blob.arrayBuffer());
    return hand(kind, { name: item.file, ...rulesOf(item), ...request }, [bytes]);
  } catch (error) {
    return reasonOf(error);
  }
}

/** The document of an item, as a file of the kind; then it counts as saved. */
export async function handDocument(kind, item, request) {
  const { document } = item;
  const trouble = await hand(kind, kind === "official" ? { documents: [document], ...request } : { document, ...request });
  if (trouble === null && itemOf(item.key)?.document === document) patchItem(item.key, { unsaved: false });
  return trouble;
}

export function handWorkbook(items) {
  const entries = items.map((item) => {
    const { file, status, reason, code, document, places, unread, error } = item;
    if (document && !error) return { file, document, places, unread, ...rulesOf(item) };
    return { file, status: error ? "unread" : status, reason: error?.text ?? reason ?? "", code: code ?? "" };
  });
  return hand("workbook", { entries });
}

export const titleOf = (item) => (item.document ? nameOf(item.document) : item.file.split("/").pop());
export { labelOf, unitOf };
