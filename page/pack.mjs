// Runs pack.py in Pyodide: node pack.mjs IN OUT. Byte code keeps its lines and leaves out its columns, a fifth of it.
import fs from "node:fs";
import { loadPyodide } from "pyodide";

const [into, out] = process.argv.slice(2);
const py = await loadPyodide({ env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
for (const [name, root] of Object.entries({ in: into, out })) {
  py.FS.mkdir(`/${name}`);
  py.FS.mount(py.FS.filesystems.NODEFS, { root }, `/${name}`);
}
py.runPython(fs.readFileSync(new URL("pack.py", import.meta.url), "utf8"));
