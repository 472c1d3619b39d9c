// The page's state: one object that is replaced, never changed, and told to those who look at it at most once a frame.
import { useEffect, useReducer } from "preact/hooks";

let state = {
  engine: { status: "starting", message: "" },
  profiles: [],
  own: [],
  profile: "auto",
  items: [],
  reading: null,
  keeping: false,
  said: "",
  trouble: "",
};
const listeners = new Set();
let due = false;

export const now = () => state;

export function change(patch) {
  state = { ...state, ...(typeof patch === "function" ? patch(state) : patch) };
  if (due) return;
  due = true;
  setTimeout(() => {
    due = false;
    for (const listener of listeners) listener();
  });
}

/** Says something to whoever listens rather than looks. */
export const say = (said) => change({ said });

/** Calls `listener` after each change, until what it gives is called. */
export function watch(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useStore() {
  const [, draw] = useReducer((n) => n + 1, 0);
  useEffect(() => watch(draw), []);
  return state;
}

export const itemOf = (key) => state.items.find((item) => item.key === key);

export function patchItem(key, patch) {
  change(({ items }) => ({ items: items.map((item) => (item.key === key ? { ...item, ...patch } : item)) }));
}
