// Editing a document, the plain tree of docs/document.md. Nothing here knows a rule: it moves what people typed.

/** "goals[0].indicators[2].target" as ["goals", 0, "indicators", 2, "target"]. */
const steps = (path) => [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));

export const at = (doc, path) => steps(path).reduce((inner, step) => inner?.[step], doc);

/** The document with one value set; an empty text is left out. */
export function put(doc, path, value) {
  const set = (tree, [step, ...rest]) => {
    const copy = Array.isArray(tree) ? [...tree] : { ...tree };
    const next = rest.length ? set(tree?.[step] ?? {}, rest) : value;
    if ((next === "" || next === undefined) && !Array.isArray(copy)) delete copy[step];
    else copy[step] = next;
    return copy;
  };
  return set(doc, steps(path));
}

/** `doc` and `places` with the list at `path` changed; where each entry went tells `moved(index)`, null where it is gone. */
function relist({ doc, places }, path, list, moved) {
  const entries = {};
  for (const [key, place] of Object.entries(places)) {
    const found = key.startsWith(`${path}[`) && /^\[(\d+)\](.*)$/.exec(key.slice(path.length));
    const to = found ? moved(Number(found[1])) : undefined;
    if (to !== null) entries[found ? `${path}[${to}]${found[2]}` : key] = place;
  }
  return { doc: put(doc, path, list), places: entries };
}

/** An entry added behind the one at `index`. */
export function add(sheet, path, index, entry) {
  const list = [...(at(sheet.doc, path) ?? [])];
  list.splice(index + 1, 0, entry);
  return relist(sheet, path, list, (old) => (old > index ? old + 1 : old));
}

export function remove(sheet, path, index) {
  const list = at(sheet.doc, path).filter((_, i) => i !== index);
  return relist(sheet, path, list.length ? list : undefined, (old) => (old === index ? null : old > index ? old - 1 : old));
}

/** The entry at `index` changes places with the one before (-1) or behind (1). */
export function move(sheet, path, index, by) {
  const list = [...at(sheet.doc, path)];
  const to = index + by;
  if (to < 0 || to >= list.length) return sheet;
  [list[index], list[to]] = [list[to], list[index]];
  return relist(sheet, path, list, (old) => (old === index ? to : old === to ? index : old));
}

export const nameOf = (doc) => (doc.project ?? doc.department)?.name || "（没有名称）";
export const unitOf = (doc) => doc.project?.implementer || doc.project?.supervisor || nameOf(doc);
export const labelOf = (doc) => (doc.project ? "项目支出绩效自评表" : "部门整体支出绩效自评表");
