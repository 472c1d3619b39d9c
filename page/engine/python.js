// Python as the page has it, in a worker or under Node: perfeval's one function, and the archives that are unpacked when they are needed.

const BOOT = `
from perfeval.page import absent
from perfeval.page.bridge import answer
absent.install()
`;

/**
 * `py` is a Pyodide that has just started; `part(name)` gives the bytes of an archive: packages, later, pdf.
 * The result has `answer(request, files)` → `{ text, data }`, and `warm()`, which unpacks what the first table does without.
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
    const result = call(request, ...files.map((bytes) => py.toPy(bytes)));
    try {
      const [text, data] = result.toJs();
      return { text, data: data.length ? data : null };
    } finally {
      result.destroy();
    }
  }
  return { answer, warm: () => unpack("later") };
}

/** Whether a file is a PDF, or a zip whose directory names one. */
export function mayHoldPdf(bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 1024));
  if (start.includes("%PDF")) return true;
  if (!start.startsWith("PK")) return false;
  return /\.pdf/i.test(new TextDecoder("latin1").decode(bytes.subarray(-(1 << 20))));
}
