// Bytes as text of 85 signs, five for four bytes: a sixteenth shorter than base64. None of the signs means something to HTML.
const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?_~()[]{}@%$#,;";
const VALUES = new Uint8Array(128);
for (let i = 0; i < 85; i++) VALUES[SIGNS.charCodeAt(i)] = i;

/** The text of the bytes; before it, how many there are. */
export function encode(bytes) {
  const words = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  words.set(bytes);
  const view = new DataView(words.buffer);
  const text = [];
  for (let at = 0; at < words.length; at += 4) {
    let word = view.getUint32(at);
    let five = "";
    for (let i = 0; i < 5; i++) {
      five = SIGNS[word % 85] + five;
      word = Math.floor(word / 85);
    }
    text.push(five);
  }
  return `${bytes.length} ${text.join("")}`;
}

export function decode(text) {
  const start = text.indexOf(" ") + 1;
  const length = Number(text.slice(0, start));
  const bytes = new Uint8Array(Math.ceil(length / 4) * 4);
  const value = (at) => VALUES[text.charCodeAt(at)];
  for (let at = start, to = 0; to < length; at += 5, to += 4) {
    const word = (((value(at) * 85 + value(at + 1)) * 85 + value(at + 2)) * 85 + value(at + 3)) * 85 + value(at + 4);
    bytes[to] = word >>> 24;
    bytes[to + 1] = word >>> 16;
    bytes[to + 2] = word >>> 8;
    bytes[to + 3] = word;
  }
  return bytes.subarray(0, length);
}
