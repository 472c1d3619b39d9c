// Python as the page has it, in a worker or under Node: perfeval's one function, and the archives that are opened when they are needed.

const BOOT = `
from perfeval.page import absent
from perfeval.page.bridge import answer
absent.install()
`;

// What the first filing would import, imported before it comes.
const WARM = `
from perfeval.read.files import docx, html, ofd, xls, xlsx
answer('{"do": "open", "name": "a.toml", "profile": "mof-2020"}', b'[project]\\nname = "a"')
answer('{"do": "open", "name": "a.xlsx"}', b"PK")
`;

const OPENED = "import sys; sys.path.append(archive)";

/**
 * `py` is a Pyodide that has just started; `part(name)` gives the bytes of an archive: packages, later, pdf.
 * The result has `answer(request, files)` → `{ text, data }`, and `warm()`, for idle moments: it opens and imports.
 */
export async function equip(py, part) {
  const site = py.runPython("import site; site.getsitepackages()[0]");
  const got = {};
  const once = (name, open) => (got[name] ??= part(name).then(open));
  /** Python reads modules out of the archive itself: a third of the time of unpacking it. */
  const open = (name) =>
    once(name, (bytes) => {
      const archive = `/lib/${name}.zip`;
      py.FS.writeFile(archive, new Uint8Array(bytes));
      py.runPython(OPENED, { locals: py.toPy({ archive }) });
    });
  /** What has libraries in WebAssembly and tables beside its modules needs files. */
  const unpack = (name) => once(name, (bytes) => py.unpackArchive(bytes, "zip", { extractDir: site }));
  await open("packages");
  py.runPython(BOOT);
  const call = py.globals.get("answer");

  async function answer(request, files) {
    await open("later");
    if (files.some(mayHoldPdf)) await unpack("pdf");
    const held = files.map((bytes) => py.toPy(bytes));
    try {
      held.push(call(request, ...held));
      const [text, data] = held.at(-1).toJs();
      return { text, data: data.length ? data : null };
    } finally {
      for (const one of held) one.destroy(); // else Python keeps every file
    }
  }
  return { answer, warm: () => open("later").then(() => py.runPython(WARM)) };
}

/** Whether a file is a PDF, or a zip whose directory names one. */
export function mayHoldPdf(bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  if (start.includes("%PDF")) return true;
  if (!start.startsWith("PK")) return false;
  return /\.pdf/i.test(new TextDecoder("latin1").decode(bytes.subarray(-(1 << 20))));
}
