// The client of the worker, with real workers: what is late or fatal fails alone, and what waits is done by the next one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { Engine } from "../ui/engine.js";

const SOURCE = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ id, request }) => {
    const { say, never, die } = JSON.parse(request);
    if (never) for (;;);
    if (die) return parentPort.postMessage({ fatal: "gone" });
    parentPort.postMessage({ id, text: JSON.stringify({ said: say }), data: null });
  });
  parentPort.postMessage({ ready: true });`;

function started(limit = 60_000) {
  const told = [];
  const workers = [];
  const spawn = (hear) => {
    const worker = new Worker(SOURCE, { eval: true });
    workers.push(worker);
    worker.on("message", hear);
    return { post: (id, request, files) => worker.postMessage({ id, request, files }), end: () => worker.terminate() };
  };
  const engine = new Engine(spawn, (status) => told.push(status), limit);
  engine.start();
  const close = () => Promise.all(workers.map((worker) => worker.terminate()));
  return { engine, told, workers, close };
}

test("what is asked before the worker is ready is answered in turn, urgent things first", async (t) => {
  const { engine, close } = started();
  t.after(close);
  const order = [];
  const ask = (say, how) => engine.ask({ say }, [], how).then(({ said }) => order.push(said));
  await Promise.all([ask("a"), ask("b"), ask("now", { urgent: true })]);
  assert.deepEqual(["now", "a", "b"], order);
});

test("of several askings of one turn only the last is asked", async (t) => {
  const { engine, close } = started();
  t.after(close);
  const old = engine.ask({ say: 1 }, [], { turn: "score" });
  const last = engine.ask({ say: 2 }, [], { turn: "score" });
  await assert.rejects(old, { kind: "superseded" });
  assert.equal(2, (await last).said);
});

for (const [kind, request] of [["late", { never: true }], ["fatal", { die: true }]])
  test(`what is ${kind} fails alone, and what waits is done by a new worker`, async (t) => {
    const { engine, told, workers, close } = started(700);
    t.after(close);
    const lost = engine.ask(request);
    const next = engine.ask({ say: "still here" });
    await assert.rejects(lost, { kind });
    assert.equal("still here", (await next).said);
    assert.equal(2, workers.length);
    assert.equal("ready", told.at(-1));
  });

test("what is taken back ends the worker only where it is at work on it", async (t) => {
  const { engine, workers, close } = started();
  t.after(close);
  const [working, waiting] = [new AbortController(), new AbortController()];
  const first = engine.ask({ never: true }, [], { signal: working.signal });
  const second = engine.ask({ say: 2 }, [], { signal: waiting.signal });
  const third = engine.ask({ say: 3 });
  waiting.abort();
  await assert.rejects(second, { kind: "stopped" });
  assert.equal(1, workers.length);
  working.abort();
  await assert.rejects(first, { kind: "stopped" });
  assert.equal(3, (await third).said);
});

test("an engine that cannot start says so, and what waits fails", async () => {
  const told = [];
  const engine = new Engine(
    (hear) => {
      setTimeout(() => hear({ fatal: "WebAssembly is switched off" }));
      return { post() {}, end() {} };
    },
    (status, message) => told.push([status, message]),
  );
  engine.start();
  await assert.rejects(engine.ask({ say: 1 }), { kind: "failed" });
  assert.deepEqual(["failed", "WebAssembly is switched off"], told.at(-1));
  await assert.rejects(engine.ask({ say: 2 }), { kind: "failed" });
});
