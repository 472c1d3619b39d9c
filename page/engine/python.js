// Python as the page has it, in a worker or under Node: perfeval's one function, and the archives that are unpacked when they are needed.

const BOOT = `
from perfeval.page import absent
from perfeval.page.bridge import answer
absent.install()
`;

// What the first filing would import, imported before it comes.
const WARM = `
answer('{"do": "open", "name": "a.toml", "profile": "mof-2020"}', b'[project]\\nname = "a"')
answer('{"do": "open", "name": "a.xlsx"}', b"PK")
`;

/**
 * `py` is a Pyodide that has just started; `part(name)` gives the bytes of an archive: packages, later, pdf.
 * The result has `answer(request, files)` → `{ text, data }`, and `warm()`, for idle moments: it unpacks and imports.
 */
export async function equip(py, part) {
  const site = py.runPython("import site; site.getsitepackages()[0]");
  const got = {};
  const unpack = (name) => (got[name] ??= part(name).then((bytes) => py.unpackArchive(bytes, "zip", { extractDir: site })));
  await unpack("packages");
  py.runPython(BOOT);
  const call = py.globals.get("answer");

  async function answer(request, files) {
    await unpack("later");
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
  return { answer, warm: () => unpack("later").then(() => py.runPython(WARM)) };
}

/** Whether a file is a PDF, or a zip whose directory names one. */
export function mayHoldPdf(bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  if (start.includes("%PDF")) return true;
  if (!start.startsWith("PK")) return false;
  return /\.pdf/i.test(new TextDecoder("latin1").decode(bytes.subarray(-(1 << 20))));
}
