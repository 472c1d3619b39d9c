// perfeval's own tests in wasm under Node: node tests.mjs [FILE...]. A file a time, in one interpreter as long as it lives; what needs
// a process, a thread or a package that is not in wasm is left out by name. Prints a line a file, and the sum.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const WHEELS = ["wheels", "wheels-test"].map((name) => path.join(ROOT, "page", "work", name));

/** What needs that which wasm has not, by the beginning of a file's path or a test's name. */
const LEFT_OUT = {
  processes: [
    "tests/auditing/test_rules.py::test_the_pages_of_the_docs",
    "tests/commands/",
    "tests/fuzz/",
    "tests/mutants/",
    "tests/page/test_absent",
    "tests/page/test_wasm",
    "tests/read/files/test_converted",
    "tests/read/files/test_pdf_process",
    "tests/test_docs",
    "tests/test_example_scripts",
    "tests/test_habits",
    "tests/test_imports",
    "tests/test_recipes",
    "tests/test_site",
    "tests/values/test_patterns.py::test_an_import",
  ],
  "users and their rights (os.geteuid)": ["tests/auditing/rules/form/test_profile_not_shipped", "tests/write/test_whole"],
  "Polars, pandas": ["tests/auditing/rules/scores/test_total_mismatch", "tests/batch/", "tests/rules/test_listed", "tests/rules/test_met", "tests/rules/test_ramps", "tests/rules/test_ratios", "tests/rules/test_steps", "tests/rules/test_tiers", "tests/scoring/test_caps", "tests/scoring/test_totals"],
  "tree-sitter, which tells the lines of mistakes": [
    "tests/read/test_document.py::test_a_number_out_of_bounds",
    "tests/read/test_document.py::test_all_mistakes_are_told",
    "tests/read/test_document.py::test_one_mistake_each",
    "tests/read/test_locate",
  ],
  "lxml (python-docx) and reportlab, with which tests write and check files": [
    "tests/read/files/test_html",
    "tests/read/files/test_docx",
    "tests/read/files/test_office",
    "tests/read/files/test_pdf",
    "tests/read/files/test_sheet",
    "tests/read/files/test_xlsx",
    "tests/read/test_layouts",
    "tests/read/test_odd_forms",
    "tests/read/test_roundtrip",
    "tests/write/marked/test_docx",
    "tests/write/marked/test_xlsx",
    "tests/write/test_docx",
    "tests/write/test_files",
    "tests/write/test_letters",
    "tests/write/test_pdf",
    "tests/write/test_xlsx",
  ],
  "jsonschema, markdown-it": ["tests/write/test_markdown", "tests/write/test_schema"],
};
const OUT = Object.values(LEFT_OUT).flat();

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

left_out = ()

class Count:
    def __init__(self):
        self.counts, self.failed = {}, []
    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if not item.nodeid.startswith(left_out)]
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
  py.globals.set("named", py.toPy(OUT));
  py.runPython("left_out = tuple(named)");
  return py;
}

const wanted = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };
let py = await fresh();
for (const name of wanted.length ? wanted : files()) {
  if (!wanted.length && OUT.some((start) => name.startsWith(start))) continue;
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
for (const [what, out] of Object.entries(LEFT_OUT)) console.log(`left out, for wasm has no ${what}: ${out.length} files or tests`);
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed ? 1 : 0);
