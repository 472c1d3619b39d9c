// The client of the worker in which Python runs. Requests wait here, not there, so that nothing is lost when the worker ends: one
// is out at a time, what a person waits for goes first, and one that takes too long or kills the worker fails alone.

export const LIMIT = 60_000;
const RESTARTS = 3; // in a row, without an answer between them

/** A request without an answer; `kind`: late, fatal, stopped, superseded or failed. */
export class EngineError extends Error {
  constructor(message, kind) {
    super(message);
    this.kind = kind;
  }
}

export class Engine {
  #spawn;
  #tell;
  #limit;
  #worker = null;
  #ready = false;
  #waiting = [];
  #out = null;
  #serial = 0;
  #failures = 0;
  #failed = "";

  /**
   * `spawn(hear)` starts a worker and gives `{ post(id, request, files), end() }`; `hear` takes what it says: `{ ready }`,
   * `{ id, text, data }`, `{ id, error }` or `{ fatal }`. `tell(status, message)` is told starting, ready, busy or failed.
   */
  constructor(spawn, tell = () => {}, limit = LIMIT) {
    this.#spawn = spawn;
    this.#tell = tell;
    this.#limit = limit;
  }

  start() {
    this.#ready = false;
    this.#failed = "";
    this.#tell("starting", "");
    const worker = {};
    this.#worker = worker;
    try {
      Object.assign(worker, this.#spawn((message) => this.#worker === worker && this.#hear(message)));
    } catch (error) {
      this.#fail(String(error?.message ?? error));
    }
  }

  /**
   * The answer to a request, and the bytes that came with it as `data`. `urgent` goes before what is not; of the waiting requests
   * with the same `turn` only the last is asked; `signal` takes one back, ending the worker where it is at work on it.
   */
  ask(request, files = [], { urgent = false, turn = "", signal = null } = {}) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(stopped());
      if (this.#failed) return reject(notStarted(this.#failed));
      if (turn) this.#supersede(turn);
      const job = { id: ++this.#serial, request, files, turn, urgent, resolve, reject };
      signal?.addEventListener("abort", () => this.#takeBack(job), { once: true });
      const before = urgent ? this.#waiting.findIndex((other) => !other.urgent) : -1;
      this.#waiting.splice(before < 0 ? this.#waiting.length : before, 0, job);
      this.#next();
    });
  }

  /** Ends the worker with what it is at; what waits goes on in a new one. */
  restart() {
    this.#failures = 0;
    this.#lose(stopped());
  }

  #supersede(turn) {
    const [old, others] = [[], []];
    for (const job of this.#waiting) (job.turn === turn ? old : others).push(job);
    this.#waiting = others;
    for (const job of old) job.reject(new EngineError("有了更新的一次", "superseded"));
  }

  #next() {
    if (!this.#ready || this.#out || !this.#waiting.length) return;
    const job = this.#waiting.shift();
    this.#out = job;
    this.#tell("busy", "");
    const late = `超过 ${this.#limit / 1000} 秒没有做完，已停止`;
    job.timer = setTimeout(() => this.#lose(new EngineError(late, "late")), this.#limit);
    this.#worker.post(job.id, JSON.stringify(job.request), job.files);
  }

  #hear(message) {
    if ("ready" in message) {
      this.#ready = true;
      this.#tell("ready", "");
    } else if ("fatal" in message) {
      if (this.#out) return this.#lose(new EngineError("处理它时计算引擎中断，已重新启动", "fatal"));
      if (++this.#failures > RESTARTS) return this.#fail(message.fatal);
      return this.#again();
    } else {
      if (message.id !== this.#out?.id) return;
      this.#failures = 0;
      const job = this.#settle();
      if ("error" in message) job.reject(new EngineError(message.error, "failed"));
      else job.resolve({ ...JSON.parse(message.text), data: message.data });
      this.#tell("ready", "");
    }
    this.#next();
  }

  #settle() {
    const job = this.#out;
    clearTimeout(job?.timer);
    this.#out = null;
    return job;
  }

  #lose(error) {
    this.#settle()?.reject(error);
    this.#again();
  }

  #again() {
    this.#worker?.end();
    this.start();
  }

  #fail(message) {
    this.#worker?.end();
    this.#ready = false;
    this.#failed = message || "原因不明";
    this.#tell("failed", message);
    for (const job of this.#waiting.splice(0)) job.reject(notStarted(this.#failed));
  }

  #takeBack(job) {
    if (this.#out === job) return this.#lose(stopped());
    const place = this.#waiting.indexOf(job);
    if (place < 0) return;
    this.#waiting.splice(place, 1);
    job.reject(stopped());
  }
}

const notStarted = (message) => new EngineError(`计算引擎没有启动：${message}`, "failed");
const stopped = () => new EngineError("已停止", "stopped");
