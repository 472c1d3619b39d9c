// A file for the person at the page, through the browser's own way of saving.

const TYPES = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  html: "text/html",
  json: "application/json",
  toml: "application/toml",
};

/** A name that every system takes: no separators, nothing hidden, not too long. */
export const fileName = (name, ending) =>
  `${name.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, "_").replace(/^[.\s]+|[.\s]+$/g, "").slice(0, 80) || "自评表"}.${ending}`;

export function save(bytes, name) {
  const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  const link = Object.assign(document.createElement("a"), { download: name, href: url });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
