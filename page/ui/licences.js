// The licences of what is inside, as build.mjs puts them into the page: "==== name ====" and then the text.

export function licences() {
  const text = document.getElementById("licences")?.textContent ?? "";
  return text.split(/^==== (.+) ====$/m).slice(1).reduce((all, part, n) => {
    if (n % 2) all[all.length - 1].text = part.trim();
    else all.push({ name: part, text: "" });
    return all;
  }, []);
}
