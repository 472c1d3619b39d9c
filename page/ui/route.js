// Where in the page one is: kept after the # of its address, so that the browser's own back button works.
import { useEffect, useState } from "preact/hooks";

const parts = () => decodeURIComponent(location.hash.replace(/^#\/?/, "")).split("/").filter(Boolean);

export const go = (...to) => {
  location.hash = `/${to.map(encodeURIComponent).join("/")}`;
};

export const link = (...to) => `#/${to.map(encodeURIComponent).join("/")}`;

export function useRoute() {
  const [route, setRoute] = useState(parts);
  useEffect(() => {
    const changed = () => setRoute(parts());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}
