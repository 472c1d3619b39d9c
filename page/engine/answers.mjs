// Answers requests in wasm: node answers.mjs FOLDER, where NAME.json holds each request (`request`, `files`: names in the folder).
// Writes NAME.answer.json and NAME.saved beside it, and on the screen which modules of the standard library were imported.
import fs from "node:fs";
import path from "node:path";
import { start } from "./node.mjs";

const folder = process.argv[2];
const { py, answer } = await start();
for (const name of fs.readdirSync(folder).filter((one) => /^\d+\.json$/.test(one)).sort()) {
  const { request, files } = JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
  const { text, data } = await answer(request, files.map((file) => new Uint8Array(fs.readFileSync(path.join(folder, file)))));
  const stem = path.join(folder, name.slice(0, -5));
  fs.writeFileSync(`${stem}.answer`, text);
  if (data) fs.writeFileSync(`${stem}.saved`, data);
}
const imported = py.runPython(`
import json, sys
json.dumps(sorted(name for name, one in sys.modules.items() if "python314.zip" in str(getattr(one, "__file__", ""))))
`);
console.log(imported);
