// Python as the page has it, under Node: the same archives, the same start. For the tests and the benchmark.
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";
import { equip } from "./python.js";

const PARTS = new URL("../dist/served/parts/", import.meta.url);
const LOCK = new URL("../node_modules/pyodide/pyodide-lock.json", import.meta.url);

export const part = async (name) => new Uint8Array(fs.readFileSync(new URL(name, PARTS)));

export async function pyodide() {
  const { info } = JSON.parse(fs.readFileSync(LOCK, "utf8"));
  return loadPyodide({
    stdLibURL: fileURLToPath(new URL("stdlib", PARTS)),
    lockFileContents: JSON.stringify({ info, packages: {} }),
    env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
  });
}

export const start = async () => {
  const py = await pyodide();
  return { py, ...(await equip(py, part)) };
};
