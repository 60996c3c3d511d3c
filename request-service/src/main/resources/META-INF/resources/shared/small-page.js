import { Refusal } from "../status/api.js";
import { element } from "../status/dom.js";
import { preferredLanguage, Words } from "../status/words.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TOKEN = /^[\x21-\x7e]{1,512}$/;

/**
 * A page behind one private link, /…/#<id>/<token>. What comes after # is sent to no server and leaves the address bar at
 * once. The page is built anew whenever something changes.
 */
export class SmallPage {
  #messages;
  #content;
  #main = document.getElementById("main");
  #announcement = document.getElementById("announcement");
  #busy = false;

  /**
   * @param messages texts by language
   * @param content gives the page's elements; null while it has nothing to show
   */
  constructor(messages, content) {
    this.#messages = messages;
    this.#content = content;
    this.words = new Words(preferredLanguage(null), messages);
    this.link = this.#openLink();
    this.notice = null;
    this.problem = null;
    const language = document.getElementById("language");
    language.hidden = false;
    language.addEventListener("click", () => {
      this.words = new Words(this.words.language === "nl" ? "en" : "nl", this.#messages);
      this.problem = null;
      this.show();
    });
  }

  #openLink() {
    const [id, token] = location.hash.slice(1).split("/").map(decoded);
    history.replaceState(null, "", location.pathname + location.search);
    return UUID.test(id ?? "") && TOKEN.test(token ?? "") ? { id, token } : null;
  }

  /** Runs one action at a time, and shows what came of it. */
  async perform(action) {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    this.notice = null;
    this.problem = null;
    this.#announcement.textContent = this.words.say("busy");
    try {
      this.notice = await action();
    } catch (error) {
      if (!(error instanceof Refusal)) {
        reportError(error);
      }
      this.problem = error instanceof Refusal ? error : new Refusal(500);
    } finally {
      this.#busy = false;
    }
    this.show();
    document.getElementById("notice")?.focus();
    this.#announcement.textContent = this.notice ?? (this.problem ? this.#problemText() : "");
  }

  show() {
    const { words } = this;
    document.documentElement.lang = words.language;
    document.title = `${words.say("title")} – Privacyloket`;
    const language = document.getElementById("language");
    language.textContent = words.language === "nl" ? "English" : "Nederlands";
    language.lang = words.language === "nl" ? "en" : "nl";
    document.getElementById("footer").textContent = words.say("private");
    this.#main.replaceChildren(...[
      element("h1", { tabindex: -1 }, words.say("title")),
      this.notice && element("p", { id: "notice", class: "note", tabindex: -1 }, this.notice),
      this.problem && element("p", { id: "notice", class: "note", role: "alert", tabindex: -1 }, this.#problemText()),
      this.link === null ? element("p", {}, words.say("noLink")) : this.#content(),
    ].flat().filter(Boolean));
  }

  #problemText() {
    const { status, title, detail } = this.problem;
    return status === 0 || !title ? this.words.say("unreachable") : `${title}. ${detail}`;
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
