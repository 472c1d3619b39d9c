// Editing a document: what is typed stands where it belongs, and the places in the file go along with their rows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { add, at, move, put, remove } from "../ui/doc.js";

const sheet = () => ({
  doc: { project: { name: "a" }, indicators: [{ name: "一" }, { name: "二", rows: [{ name: "二甲" }] }, { name: "三" }] },
  places: { "indicators[0].name": "A1", "indicators[1]": "A2", "indicators[1].rows[0].name": "A3", "indicators[2].name": "A4", execution: "B1" },
});
const names = ({ doc }) => doc.indicators.map((row) => row.name);

test("a value is put, and an empty one left out", () => {
  const { doc } = sheet();
  const typed = put(doc, "indicators[1].rows[0].actual", "95%");
  assert.equal("95%", at(typed, "indicators[1].rows[0].actual"));
  assert.equal(undefined, at(doc, "indicators[1].rows[0].actual"));
  assert.ok(!("actual" in at(put(typed, "indicators[1].rows[0].actual", ""), "indicators[1].rows[0]")));
  assert.equal("100万元", put(doc, "execution.budget", "100万元").execution.budget);
});

test("rows are added, moved and removed, and take their places along", () => {
  const added = add(sheet(), "indicators", 0, { name: "新" });
  assert.deepEqual(["一", "新", "二", "三"], names(added));
  assert.equal("A3", added.places["indicators[2].rows[0].name"]);
  assert.equal("A1", added.places["indicators[0].name"]);
  const moved = move(sheet(), "indicators", 2, -1);
  assert.deepEqual(["一", "三", "二"], names(moved));
  assert.equal("A4", moved.places["indicators[1].name"]);
  const gone = remove(sheet(), "indicators", 0);
  assert.deepEqual(["二", "三"], names(gone));
  assert.deepEqual({ "indicators[0]": "A2", "indicators[0].rows[0].name": "A3", "indicators[1].name": "A4", execution: "B1" }, gone.places);
});

test("the first row does not move up, nor the last down", () => {
  assert.deepEqual(["一", "二", "三"], names(move(sheet(), "indicators", 0, -1)));
  assert.deepEqual(["一", "二", "三"], names(move(sheet(), "indicators", 2, 1)));
});
