// perfeval's own tests in wasm under Node: node tests.mjs [FILE...]. A file a time, in one interpreter as long as it lives; what needs
// a process, a thread or a package that is not in wasm is left out by name. Prints a line a file, and the sum.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const WHEELS = ["wheels", "wheels-test"].map((name) => path.join(ROOT, "page", "work", name));

/** Whole files that need what wasm has not, by the beginning of their path. */
const LEFT_OUT = {
  "tests/batch/": "columns: Polars and pandas",
  "tests/commands/": "commands: processes",
  "tests/page/test_wasm": "starts Node",
  "tests/read/files/test_converted": "LibreOffice",
  "tests/test_docs": "runs the commands of the pages",
  "tests/test_example_scripts": "processes",
  "tests/test_habits": "processes",
  "tests/test_imports": "processes",
  "tests/test_site": "processes",
};

function files(folder = "tests") {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "__pycache__" ? [] : files(name);
    return /^test_.*\.py$/.test(entry.name) ? [name] : [];
  });
}

async function fresh() {
  const { info } = JSON.parse(fs.readFileSync(path.join(ROOT, "page/node_modules/pyodide/pyodide-lock.json"), "utf8"));
  const py = await loadPyodide({
    lockFileContents: JSON.stringify({ info, packages: {} }),
    env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1", PYTHONHASHSEED: "0", CI: "true" },
  });
  const site = py.runPython("import site; site.getsitepackages()[0]");
  for (const folder of WHEELS) {
    for (const name of fs.readdirSync(folder).filter((one) => one.endsWith(".whl"))) {
      py.unpackArchive(new Uint8Array(fs.readFileSync(path.join(folder, name))), "zip", { extractDir: site });
    }
  }
  py.FS.mkdir("/perfeval");
  py.FS.mount(py.FS.filesystems.NODEFS, { root: ROOT }, "/perfeval");
  py.runPython(`
import os, sys
os.chdir("/perfeval")
sys.path[:0] = ["/perfeval/src", "/perfeval"]
from perfeval.page import absent
absent.install()
import pytest

class Count:
    def __init__(self):
        self.counts, self.failed = {}, []
    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome == "skipped" or (report.failed and report.when != "call"):
            self.counts[report.outcome] = self.counts.get(report.outcome, 0) + 1
            if report.failed:
                lines = str(report.longrepr).strip().splitlines()
                self.failed.append(f"{report.nodeid}: {lines[-1] if lines else ''}"[:300])
    def pytest_collectreport(self, report):
        if report.outcome == "skipped":
            self.counts["skipped"] = self.counts.get("skipped", 0) + 1
        if report.failed:
            lines = str(report.longrepr).strip().splitlines()
            self.counts["failed"] = self.counts.get("failed", 0) + 1
            self.failed.append(f"{report.nodeid}: {lines[-1] if lines else ''}"[:300])

def run(name):
    import json
    count = Count()
    with open(os.devnull, "w") as nowhere:
        old, sys.stdout = sys.stdout, nowhere
        try:
            pytest.main(["-q", "-p", "no:cacheprovider", "-o", "filterwarnings=default", "-o", "addopts=--strict-markers --import-mode=importlib", name], plugins=[count])
        finally:
            sys.stdout = old
    return json.dumps([count.counts, count.failed])
`);
  return py;
}

const wanted = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };
let py = await fresh();
for (const name of wanted.length ? wanted : files()) {
  const why = Object.entries(LEFT_OUT).find(([start]) => name.startsWith(start))?.[1];
  if (why && !wanted.length) continue;
  const before = Date.now();
  try {
    const [counts, failed] = JSON.parse(py.globals.get("run")(name));
    for (const key of Object.keys(sum)) sum[key] += counts[key] ?? 0;
    console.log(`${name}: ${Object.entries(counts).map(([key, n]) => `${n} ${key}`).join(", ") || "nothing"} (${((Date.now() - before) / 1000).toFixed(1)} s)`);
    for (const line of failed) console.log(`    ${line}`);
  } catch (error) {
    console.log(`${name}: the interpreter ended: ${String(error.message).slice(0, 200)}`);
    sum.failed++;
    py = await fresh();
  }
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed ? 1 : 0);
