// Starts the worker in which Python runs. A page in one file has its source and its parts in <script type="text/plain">; a page that is
// served has them beside it.
const PARTS = ["loader", "core", "wasm", "stdlib", "packages", "later"]; // to begin with; pdf comes with the first one

const inside = (name) => document.getElementById(`part-${name}`)?.textContent;
const beside = async (name) => {
  const got = await fetch(`parts/${name}`);
  if (!got.ok) throw new Error(`parts/${name}: ${got.status}`);
  return got;
};

/** `hear` is told what the worker says: `{ ready }`, `{ id, text, data }` or `{ fatal }`. */
export function spawn(hear) {
  let worker = null;
  let ended = false;
  const tell = (message) => ended || hear(message);
  const got = async (name) => inside(name) ?? (await (await beside(name)).arrayBuffer());

  async function start() {
    await parsed();
    const source = inside("worker") ?? (await (await beside("worker")).text());
    const parts = {};
    await Promise.all(
      PARTS.map(async (name) => {
        parts[name] = await got(name);
      }),
    );
    if (ended) return;
    worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
    worker.onmessage = ({ data }) => (data.need ? bring(data.need) : tell(data));
    worker.onerror = (event) => tell({ fatal: event.message || "浏览器不允许后台计算" });
    worker.postMessage({ parts });
  }

  const bring = (name) => got(name).then((bytes) => worker.postMessage({ part: name, bytes }), failed);
  const failed = (error) => tell({ fatal: String(error?.message ?? error) });

  start().catch(failed);
  return {
    post: (id, request, files) => worker.postMessage({ id, request, files }),
    end: () => {
      ended = true;
      worker?.terminate();
    },
  };
}

/** The parts stand behind the script that runs this: all of them are there once the page is read to its end. */
const parsed = () =>
  document.readyState === "loading"
    ? new Promise((go) => document.addEventListener("DOMContentLoaded", go, { once: true }))
    : Promise.resolve();
