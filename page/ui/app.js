// A stub until the page's own app stands here: starts the engine, and shows what it is asked.
import { spawn } from "./spawn.js";

const app = document.getElementById("app");
const pending = new Map();
let serial = 0;
const worker = spawn((message) => {
  if (message.ready) app.textContent = "就绪";
  if (message.fatal) app.textContent = `启动失败：${message.fatal}`;
  pending.get(message.id)?.({ ...JSON.parse(message.text ?? "{}"), data: message.data });
});
window.ask = (request, files = []) =>
  new Promise((done) => {
    pending.set(++serial, done);
    worker.post(serial, JSON.stringify(request), files);
  });
