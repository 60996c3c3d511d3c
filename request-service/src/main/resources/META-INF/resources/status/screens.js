import { element, present } from "./dom.js";
import { requestSections, statusKey } from "./sections.js";

/** What stands on the page: builds it anew from the page's state. See status.js for the state and the actions. */
export function screen(state, actions) {
  switch (state.screen) {
    case "no-link":
      return noLink(state);
    case "loading":
      return [element("p", {}, state.words.say("page.loading"))];
    case "failed":
      return failed(state, actions);
    default:
      return request(state, actions);
  }
}

/** Where the request stands, in a few words. */
export function statusTitle({ request: detail, words }) {
  return words.sayFirst([`${statusKey(detail)}.title`, `status.${detail.status}.title`, "status.other.title"]);
}

/**
 * What went wrong in words: `{title, detail, errors}`. The server's own words come first, except where
 * they speak to those who write programs.
 *
 * @param changing whether the call was to change something
 */
export function problemWords(refusal, words, changing) {
  if (refusal.status === 0) {
    return {
      title: words.say("error.unreachable.title"),
      detail: words.say(changing ? "error.unreachable.unsure" : "error.unreachable.detail"),
      errors: [],
    };
  }
  const own = `error.${refusal.code}.detail`;
  return {
    title: refusal.title || words.say("error.title"),
    detail: words.has(own) ? words.say(own) : refusal.detail || words.say("error.detail"),
    errors: [
      ...refusal.errors.map(({ message }) => message),
      ...refusal.findings.map(({ explanation }) => explanation),
    ],
  };
}

function noLink({ words }) {
  return [
    element("h1", { id: "title", tabindex: -1 }, words.say("noLink.title")),
    element("section", { class: "lead" },
      element("p", {}, words.say("noLink.text")),
      element("p", {}, words.say("noLink.incomplete"))),
  ];
}

function failed({ words, problem }, actions) {
  const { title, detail } = problemWords(problem, words, false);
  const unknown = problem.status === 404 || problem.status === 401;
  return [
    element("h1", { id: "title", tabindex: -1 }, unknown ? words.say("error.not-found.title") : title),
    element("section", { class: "lead" },
      unknown && element("p", {}, words.say("error.not-found.hint")),
      element("p", { class: unknown ? "quiet" : null }, unknown && `${title}. `, detail),
      element("div", { class: "buttons" },
        element("button", { type: "button", id: "again", onclick: actions.load }, words.say("error.again")))),
  ];
}

function request(state, actions) {
  const { words, request: detail } = state;
  return present([
    element("h1", { id: "title", tabindex: -1 },
      words.say("page.heading", { organisation: detail.organisationName ?? detail.organisation })),
    notice(state),
    requestSections(state, actions, statusTitle(state)),
  ]);
}

/** What came of the last action. */
function notice({ notice: text, problem, changing, words }) {
  if (problem) {
    const { title, detail, errors } = problemWords(problem, words, changing);
    return element("div", { class: "bad", id: "notice", tabindex: -1 },
      element("p", {}, element("strong", {}, title)),
      element("p", {}, detail),
      errors.length > 0 && element("ul", {}, errors.map((error) => element("li", {}, error))));
  }
  return text ? element("div", { class: "good", id: "notice", tabindex: -1 }, element("p", {}, text)) : null;
}
