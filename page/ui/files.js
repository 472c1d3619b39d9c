// Files out of a drop, a choice of files or a folder: everything but hidden files and what Office and Windows leave beside them.

const MAX_FILES = 2000;
const PASSED = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;

/** `files` as `{ name, path, file }`, `passed` how many were passed over, `more` whether there were too many. */
export function chosen(list) {
  return sifted([...list].map((file) => ({ name: file.name, path: file.webkitRelativePath || file.name, file })));
}

export async function dropped(transfer) {
  const entries = [...transfer.items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry?.());
  if (!entries.length || !entries.every(Boolean)) return chosen(transfer.files);
  const found = [];
  for (const entry of entries) await walk(entry, found);
  return sifted(found);
}

async function walk(entry, found) {
  if (found.length > MAX_FILES) return;
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
    found.push({ name: entry.name, path, file });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const batch = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (!batch.length) return;
    for (const inner of batch) await walk(inner, found);
  }
}

function sifted(all) {
  const kept = all.filter(({ path }) => !path.split("/").some((part) => PASSED.test(part)));
  kept.sort((a, b) => a.path.localeCompare(b.path, "zh", { numeric: true }));
  return { files: kept.slice(0, MAX_FILES), passed: all.length - kept.length, more: kept.length > MAX_FILES };
}
