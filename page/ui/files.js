// Files out of a drop, a choice of files or a folder: everything but hidden files and what Office and Windows leave beside them.

const MAX_FILES = 2000;
const PASSED = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;

/** `files` as `{ name, path, file }`, `passed` how many were passed over, `more` whether there were too many, `refused` folders that the browser does not open. */
export function chosen(list) {
  return sifted([...list].map((file) => ({ name: file.name, path: file.webkitRelativePath || file.name, file })));
}

/**
 * What was dropped. On a page from a disk Chromium refuses what `webkitGetAsEntry` gives, and has `getAsFileSystemHandle`; other
 * browsers have only the first. All of it is taken before the first wait: after it the drop is empty.
 */
export async function dropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const taken = items.map((item) => ({ handle: item.getAsFileSystemHandle?.(), entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  const [found, refused] = [[], []];
  for (const { handle, entry, file } of taken) {
    const held = await handle?.catch?.(() => null);
    try {
      if (held?.kind === "directory") await walkHandle(held, held.name, found);
      else if (!held && entry?.isDirectory) await walkEntry(entry, found);
      else if (file) found.push({ name: file.name, path: file.name, file });
    } catch {
      refused.push(file?.name ?? entry?.name ?? "");
    }
  }
  return { ...sifted(found), refused };
}

async function walkHandle(folder, path, found) {
  for await (const inner of folder.values()) {
    if (found.length > MAX_FILES) return;
    const here = `${path}/${inner.name}`;
    if (inner.kind === "directory") await walkHandle(inner, here, found);
    else found.push({ name: inner.name, path: here, file: await inner.getFile() });
  }
}

async function walkEntry(folder, found) {
  const reader = folder.createReader();
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length || found.length > MAX_FILES) return;
    for (const entry of batch) {
      if (entry.isDirectory) await walkEntry(entry, found);
      else found.push({ name: entry.name, path: entry.fullPath.replace(/^\//, ""), file: await new Promise((resolve, reject) => entry.file(resolve, reject)) });
    }
  }
}

function sifted(all) {
  const kept = all.filter(({ path }) => !path.split("/").some((part) => PASSED.test(part)));
  kept.sort((a, b) => a.path.localeCompare(b.path, "zh", { numeric: true }));
  return { files: kept.slice(0, MAX_FILES), passed: all.length - kept.length, more: kept.length > MAX_FILES };
}
