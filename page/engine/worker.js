// The worker in which Python runs. It is started from a blob, and is handed everything that it needs: nothing is fetched.
import { decode } from "./base85.js";
import { equip } from "./python.js";

// A page from a disk may start only classic workers, in which importScripts works; Pyodide takes that as a sign of one that cannot
// import modules. This one can.
self.importScripts = () => {
  throw new Error("none");
};

const NOWHERE = "https://page.invalid/"; // Pyodide asks for its two files below an address; they are answered from memory
const LOCK = { info: __LOCK_INFO__, packages: {} }; // no packages but those inside: what is missing is an ImportError

const IDLE = 300; // milliseconds that belong to what the page asks first

let python;
const coming = {};
let parts = {}; // name → text of gzip, or bytes

const blob = (bytes, type) => URL.createObjectURL(new Blob([bytes], { type }));

/** A part that is not here yet is asked for. */
async function bytesOf(name) {
  const part =
    parts[name] ??
    (await new Promise((go) => {
      coming[name] = go;
      self.postMessage({ need: name });
    }));
  if (typeof part !== "string") return part;
  return new Response(new Blob([decode(part)]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function start() {
  const [wasm, stdlib, loader, core] = await Promise.all(["wasm", "stdlib", "loader", "core"].map(bytesOf));
  const files = {
    [`${NOWHERE}pyodide.asm.wasm`]: [wasm, "application/wasm"],
    [`${NOWHERE}python_stdlib.zip`]: [stdlib, "application/zip"],
  };
  self.fetch = async (address) => {
    const file = files[String(address.url ?? address)];
    if (!file) throw new TypeError("there is no network here");
    return new Response(file[0], { headers: { "Content-Type": file[1] } });
  };
  const { loadPyodide } = await import(blob(loader, "text/javascript"));
  const { default: createPyodideModule } = await import(blob(core, "text/javascript"));
  const py = await loadPyodide({
    indexURL: NOWHERE,
    packageBaseUrl: NOWHERE,
    lockFileContents: JSON.stringify(LOCK),
    createPyodideModule,
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
  });
  python = await equip(py, bytesOf);
  self.postMessage({ ready: true });
  setTimeout(() => (last = last.then(python.warm).catch(fatal)), IDLE);
}

let last = Promise.resolve();

self.onmessage = ({ data }) => {
  if (data.parts) {
    parts = data.parts;
    last = start().catch(fatal);
    return;
  }
  if (data.part) return coming[data.part](data.bytes);
  const { id, request, files } = data;
  last = last.then(async () => {
    try {
      const { text, data } = await python.answer(request, files);
      self.postMessage({ id, text, data }, data ? [data.buffer] : []);
    } catch (error) {
      fatal(error);
    }
  });
};

// Python answers its own errors: what comes here has ended the interpreter.
const fatal = (error) => self.postMessage({ fatal: String(error?.message ?? error).slice(-600) });
