// Preact with htm: templates without a build step for them and without eval. A text put into a template is always text.
import htm from "htm";
import { h } from "preact";

export const html = htm.bind(h);

/** Class names that hold, in one string. */
export const classes = (...names) => names.filter(Boolean).join(" ");
