import { Refusal } from "./api.js";
import { element } from "./dom.js";
import { problemWords } from "./screens.js";
import { preferredLanguage, Words } from "./words.js";

const LANGUAGE_STORED_AS = "privacyloket.language";

/**
 * A page for one purpose: its language, what it says aloud, one action at a time. `build(page)` gives what stands on it;
 * it is called anew after each change.
 */
export class SmallPage {
  #main = document.getElementById("main");
  #announcement = document.getElementById("announcement");
  #languageButton = document.getElementById("language");
  #build;
  #titleKey;
  #footerKey;
  #busy = false;
  words;
  notice = null;
  problem = null;
  changing = false;

  /** @param titleKey of the title of the window */
  constructor(titleKey, footerKey, build) {
    this.#titleKey = titleKey;
    this.#footerKey = footerKey;
    this.#build = build;
    this.words = new Words(preferredLanguage(stored()));
    this.#languageButton.addEventListener("click", () => this.#switchLanguage());
  }

  show(focusOn) {
    const { words } = this;
    this.#main.replaceChildren(...this.#build(this).flat().filter(Boolean));
    document.documentElement.lang = words.language;
    document.title = `${words.say(this.#titleKey)} – Privacyloket`;
    document.getElementById("footer").textContent = words.say(this.#footerKey);
    this.#languageButton.textContent = words.say("page.otherLanguage");
    this.#languageButton.lang = words.language === "nl" ? "en" : "nl";
    this.#languageButton.hidden = false;
    if (focusOn) {
      document.getElementById(focusOn)?.focus();
    }
  }

  /** Runs one action at a time; it gives the text that says what came of it. Shows why it did not work. */
  async perform(button, action, changing = true) {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    Object.assign(this, { notice: null, problem: null, changing });
    button?.setAttribute("aria-disabled", "true");
    this.#announce(this.words.say("busy"));
    try {
      this.notice = await action();
      this.#announce(this.notice ?? "");
    } catch (error) {
      if (!(error instanceof Refusal)) {
        reportError(error);
      }
      this.problem = error instanceof Refusal ? error : new Refusal(500);
      this.#announce(problemWords(this.problem, this.words, changing).title);
    } finally {
      this.#busy = false;
    }
    this.show(this.notice || this.problem ? "notice" : undefined);
  }

  /** What came of the last action. */
  outcome() {
    if (this.problem) {
      const { title, detail } = problemWords(this.problem, this.words, this.changing);
      return element("div", { class: "bad", id: "notice", tabindex: -1 },
        element("p", {}, element("strong", {}, title)),
        element("p", {}, detail));
    }
    return this.notice
      ? element("div", { class: "good", id: "notice", tabindex: -1 }, element("p", {}, this.notice))
      : null;
  }

  #announce(text) {
    this.#announcement.textContent = text;
  }

  #switchLanguage() {
    if (this.#busy) {
      return;
    }
    const language = this.words.language === "nl" ? "en" : "nl";
    try {
      sessionStorage.setItem(LANGUAGE_STORED_AS, language);
    } catch {
      // Then the choice holds until the next load.
    }
    // What was said, was said in the other language.
    Object.assign(this, { words: new Words(language), notice: null, problem: null });
    this.show();
  }
}

function stored() {
  try {
    return sessionStorage.getItem(LANGUAGE_STORED_AS);
  } catch {
    return null;
  }
}
