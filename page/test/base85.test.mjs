// Bytes as text come back as the same bytes, and the text means nothing to HTML.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import test from "node:test";
import { decode, encode } from "../engine/base85.js";
import { mayHoldPdf } from "../engine/python.js";

test("bytes of any length come back", () => {
  for (const length of [0, 1, 2, 3, 4, 5, 4096, 10_007]) {
    const bytes = new Uint8Array(crypto.randomBytes(length));
    assert.deepEqual(bytes, decode(encode(bytes)));
  }
  const extremes = new Uint8Array([255, 255, 255, 255, 0, 0, 0, 0, 127, 128]);
  assert.deepEqual(extremes, decode(encode(extremes)));
});

test("no sign opens a tag or an entity", () => {
  assert.doesNotMatch(encode(new Uint8Array(crypto.randomBytes(100_000))), /[<&"'`\\]/);
});

test("a file that may hold a PDF is seen by its bytes", () => {
  const bytes = (text) => new TextEncoder().encode(text);
  assert.ok(mayHoldPdf(bytes("%PDF-1.7")));
  assert.ok(mayHoldPdf(bytes("PK\u0003\u0004 … 自评表.PDF")));
  assert.ok(!mayHoldPdf(bytes("PK\u0003\u0004 … word/document.xml")));
  assert.ok(!mayHoldPdf(bytes("a.pdf")));
  assert.ok(!mayHoldPdf(new Uint8Array()));
});
