// Keeping the open forms in this browser, where a person asks for it; what is kept comes back when the page is opened again.
import { restored } from "./actions.js";
import * as store from "./keep.js";
import { change, now, say, watch } from "./store.js";

const LATER = 600;
let timer = null;

const record = () => ({
  profile: now().profile,
  own: now().own,
  items: now().items.filter((item) => item.document).map(({ card, audit, error, ...rest }) => rest),
});

export async function turn(on) {
  change({ keeping: on });
  if (!on) return forget();
  await write();
}

/** Clears what is kept, and keeps nothing more; gives what could not be done, or null. */
export async function forget() {
  change({ keeping: false });
  clearTimeout(timer);
  try {
    await store.clear();
    say("已清除");
    return null;
  } catch (error) {
    return `没有清除：${error.message}`;
  }
}

function written() {
  if (!now().keeping) return;
  clearTimeout(timer);
  timer = setTimeout(write, LATER);
}

async function write() {
  try {
    await store.keep(record());
  } catch {
    change({ keeping: false });
    say("浏览器不允许本页记东西；请及时下载");
  }
}

/** What was kept the last time, brought back. */
export async function bring() {
  const kept = await store.kept().catch(() => null);
  if (!kept) return;
  change({ keeping: true });
  restored(kept);
}

watch(written);
