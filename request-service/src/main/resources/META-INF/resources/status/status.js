import { Refusal, RequestApi } from "./api.js";
import { fileFault } from "./asked.js";
import { save } from "./dom.js";
import { isCode, keep, openLink } from "./link.js";
import { problemWords, screen, statusTitle } from "./screens.js";
import { preferredLanguage, Words } from "./words.js";

const LANGUAGE_STORED_AS = "privacyloket.language";

const main = document.getElementById("main");
const announcement = document.getElementById("announcement");
const languageButton = document.getElementById("language");
const offline = document.getElementById("offline");

/*
 * screen: no-link, loading, failed or request. facts is null when the timeline could not be fetched, organisation when
 * what anybody may know of it could not. problem is what kept the last action, or the page, from working; changing tells
 * whether that action was to change the request. fieldProblem is what is wrong with one field: its id and a text. files are
 * the chosen ones by what they are, answer is what has been typed; neither is kept for a reload.
 */
const state = {
  screen: "no-link",
  words: new Words(preferredLanguage(storedLanguage())),
  link: null,
  request: null,
  facts: null,
  organisation: null,
  loadedAt: null,
  notice: null,
  problem: null,
  changing: false,
  fieldProblem: null,
  withdrawing: false,
  files: {},
  answer: "",
};
let busy = false;

const actions = {
  load: () => load({ again: true }),
  refresh: (event) => perform(event.currentTarget, refresh),
  typeCode(text) {
    state.link.code = text;
    keep({ ...state.link, code: isCode(digits(text)) ? digits(text) : "" });
  },
  confirm(event) {
    event.preventDefault();
    const code = digits(state.link.code);
    if (!isCode(code)) {
      failField("code", state.words.say("confirm.wrongForm"));
      return;
    }
    perform(document.getElementById("confirm"), () => confirm(code), true);
  },
  chooseFile(what, file) {
    state.files[what] = file;
  },
  handIn(event, what) {
    event.preventDefault();
    const fault = fileFault(state.files[what]);
    if (fault) {
      failField(`${what}-file`, state.words.say(fault));
      return;
    }
    perform(document.getElementById(`${what}-send`), () => handIn(what), true);
  },
  typeAnswer(text) {
    state.answer = text;
  },
  answer(event) {
    event.preventDefault();
    if (state.answer.trim() === "") {
      failField("answer", state.words.say("answer.none"));
      return;
    }
    perform(document.getElementById("answer-send"), answer, true);
  },
  transfer: (event) => perform(event.currentTarget, transfer, true),
  download: (event) => perform(event.currentTarget, download),
  askWithdrawal() {
    settle({ withdrawing: true, notice: null, problem: null }, "withdrawal-heading");
  },
  keepRequest() {
    settle({ withdrawing: false }, "withdraw");
    announce(state.words.say("withdrawal.kept"));
  },
  withdraw: (event) => perform(event.currentTarget, withdraw, true),
};

function api() {
  return new RequestApi(state.link, state.words.language);
}

function start() {
  state.link = openLink();
  settle({ screen: "no-link", request: null, organisation: null, notice: null, problem: null, withdrawing: false,
    files: {}, answer: "" });
  if (state.link !== null) {
    load();
  }
}

/**
 * Fetches all there is to show. The request itself is needed, the rest adds to it.
 *
 * @param again whether somebody asked for it and waits where the button was
 */
async function load({ again = false } = {}) {
  const link = state.link;
  settle({ screen: "loading", problem: null });
  announce(state.words.say("page.loading"));
  try {
    await fetchAll();
  } catch (refusal) {
    if (link !== state.link) {
      return;
    }
    settle({ screen: "failed", problem: known(refusal) }, again && "title");
    announce(inOneLine(state.problem));
    return;
  }
  if (link === state.link) {
    settle({ screen: "request" }, again && "standing");
    announce(state.words.say("page.loaded", { status: statusTitle(state) }));
  }
}

async function fetchAll() {
  const link = state.link;
  const [request, facts] = await Promise.all([api().request(), api().timeline().catch(() => null)]);
  const organisation = await api().organisation(request.organisation).catch(() => state.organisation);
  if (link === state.link) {
    Object.assign(state, { request, facts, organisation, loadedAt: new Date().toISOString() });
  }
}

async function refresh() {
  await fetchAll();
  settle({ notice: null }, "standing");
  announce(state.words.say("page.refreshed", { status: statusTitle(state) }));
}

async function confirm(code) {
  try {
    state.request = await api().confirm(code);
  } catch (refusal) {
    if (known(refusal).code === "wrong-code") {
      failField("code", inOneLine(refusal));
      return;
    }
    await refetch();
    throw refusal;
  }
  state.link.code = "";
  keep(state.link);
  await finish("confirm.done");
}

async function withdraw() {
  try {
    state.request = await api().withdraw();
  } catch (refusal) {
    state.withdrawing = false;
    await refetch();
    throw refusal;
  }
  state.withdrawing = false;
  await finish("withdrawal.done");
}

async function handIn(what) {
  const file = state.files[what];
  // The page is built anew afterwards, and with it an empty field.
  delete state.files[what];
  let taken;
  try {
    taken = await api().handIn(what, file);
  } catch (refusal) {
    await refetch();
    throw refusal;
  }
  await finish(taken.inspection === "awaiting-person" ? "upload.done.awaitingPerson" : "upload.done");
}

async function answer() {
  try {
    state.request = await api().answer(state.answer);
  } catch (refusal) {
    await refetch();
    throw refusal;
  }
  state.answer = "";
  await finish("answer.done");
}

async function transfer() {
  try {
    state.request = await api().transfer();
  } catch (refusal) {
    await refetch();
    throw refusal;
  }
  await finish("transfer.sent");
}

async function download() {
  const { blob, name } = await api().export();
  const file = name ?? `${state.request.reference}.zip`;
  save(blob, file);
  await finish("export.done", { name: file });
}

/** Shows what an action led to. The action has worked, also when what is on the page cannot be fetched anew. */
async function finish(key, values) {
  await refetch();
  const text = state.words.say(key, values);
  settle({ notice: text }, "notice");
  announce(text);
}

async function refetch() {
  await fetchAll().catch(() => {});
}

/** Runs one action at a time and shows why it did not work. The button stays focusable meanwhile. */
async function perform(button, action, changing = false) {
  if (busy) {
    return;
  }
  busy = true;
  Object.assign(state, { notice: null, problem: null, changing, fieldProblem: null });
  const text = button.textContent;
  button.setAttribute("aria-disabled", "true");
  button.textContent = state.words.say("busy");
  announce(state.words.say("busy"));
  try {
    await action();
  } catch (refusal) {
    settle({ problem: known(refusal) }, "notice");
    announce(inOneLine(state.problem));
  } finally {
    busy = false;
    button.removeAttribute("aria-disabled");
    button.textContent = text;
  }
}

function failField(field, text) {
  settle({ fieldProblem: { field, text }, notice: null, problem: null }, field);
  announce(text);
}

function inOneLine(refusal) {
  const { title, detail } = problemWords(refusal, state.words, state.changing);
  return `${title.replace(/\.$/, "")}. ${detail}`;
}

/** What the server or the network said. A fault of this page goes to the console, and reads as one of ours. */
function known(error) {
  if (error instanceof Refusal) {
    return error;
  }
  reportError(error);
  return new Refusal(500);
}

/** Takes over the changes, builds the page anew and puts the focus where they are, if anywhere. */
function settle(changes, focusOn) {
  Object.assign(state, changes);
  main.replaceChildren(...screen(state, actions));
  main.setAttribute("aria-busy", String(state.screen === "loading"));
  frame();
  if (focusOn) {
    document.getElementById(focusOn)?.focus();
  }
}

/** What stands around the request: title, language, footer. The organisation stays out of the browser's history. */
function frame() {
  const { words } = state;
  document.documentElement.lang = words.language;
  document.title = `${words.say("page.title")} – Privacyloket`;
  languageButton.textContent = words.say("page.otherLanguage");
  languageButton.lang = words.language === "nl" ? "en" : "nl";
  languageButton.hidden = false;
  document.getElementById("footer").textContent = words.say("page.private");
  offline.textContent = words.say("offline");
  offline.hidden = navigator.onLine;
}

function announce(text) {
  announcement.textContent = text;
}

/** People copy a code with the spaces of the mail. */
function digits(text) {
  return text.replace(/[\s.-]/g, "");
}

function storedLanguage() {
  try {
    return sessionStorage.getItem(LANGUAGE_STORED_AS);
  } catch {
    return null;
  }
}

function switchLanguage() {
  if (busy) {
    return;
  }
  const language = state.words.language === "nl" ? "en" : "nl";
  try {
    sessionStorage.setItem(LANGUAGE_STORED_AS, language);
  } catch {
    // Then the choice holds until the next load.
  }
  announce("");
  // What the server said, it said in the other language.
  settle({ words: new Words(language), notice: null, fieldProblem: null, files: {} });
  if (state.screen === "failed") {
    load();
  } else {
    settle({ problem: null });
  }
}

function connectionChanged() {
  frame();
  if (navigator.onLine && state.screen === "failed" && state.problem.isTemporary) {
    load();
  }
}

languageButton.addEventListener("click", switchLanguage);
addEventListener("hashchange", () => {
  if (/[#&](id|token)=/.test(location.hash)) {
    start();
  }
});
addEventListener("online", connectionChanged);
addEventListener("offline", connectionChanged);

start();
