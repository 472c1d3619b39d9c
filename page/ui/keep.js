// What is kept in this browser, only where it is asked for: one record in IndexedDB. In Chromium all pages opened from a disk share
// one store, so the page says so and offers a button that clears it.

const open = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open("perfeval-page", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

async function within(mode, act) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction("kept", mode);
      const asked = act(transaction.objectStore("kept"));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

export const keep = (record) => within("readwrite", (store) => store.put(record, "page"));

/** What was kept, or null; asks the browser only where the page was told before that it may. */
export async function kept() {
  const known = await indexedDB.databases?.().catch(() => []);
  if (known && !known.some((one) => one.name === "perfeval-page")) return null;
  return (await within("readonly", (store) => store.get("page"))) ?? null;
}

export const clear = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.deleteDatabase("perfeval-page");
    asked.onsuccess = resolve;
    asked.onerror = asked.onblocked = () => reject(asked.error ?? new Error("别的页面正开着它"));
  });
