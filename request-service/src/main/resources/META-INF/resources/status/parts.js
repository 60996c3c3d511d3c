import { element, present } from "./dom.js";

/** A part of the page under a heading. */
export function section(id, heading, ...content) {
  return element("section", { "aria-labelledby": id }, element("h2", { id, tabindex: -1 }, heading), content);
}

/** A term, its value, and what that means. */
export function fact(label, value, meaning) {
  return element("div", {},
    element("dt", {}, label),
    element("dd", {}, element("p", {}, value), present([meaning]).map((text) =>
      element("p", { class: "meaning" }, text))));
}

/** A button that does something on this page. */
export function button(id, text, listener, kind) {
  return element("button", { type: "button", id, class: kind, onclick: listener }, text);
}

/** What is wrong with one field, beside it; null when nothing is. */
export function fieldError(fieldProblem, field) {
  return fieldProblem?.field === field
    ? element("p", { id: `${field}-error`, class: "field-error" }, fieldProblem.text)
    : null;
}

/** Attributes of a field that tell assistive technology what is wrong with it. */
export function faulty(fieldProblem, field) {
  return fieldProblem?.field === field ? { "aria-invalid": "true", "aria-describedby": `${field}-error` } : {};
}
