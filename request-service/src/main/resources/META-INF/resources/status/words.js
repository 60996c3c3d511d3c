import en from "./messages/en.js";
import nl from "./messages/nl.js";

const MESSAGES = { nl, en };
const LOCALES = { nl: "nl-NL", en: "en-GB" };

/** Days and hours are the organisation's, and they are all in the Netherlands. */
const ZONE = "Europe/Amsterdam";

/** The chosen language, or else the first of the browser that this page speaks; English when there is none. */
export function preferredLanguage(chosen) {
  const wanted = [chosen, ...navigator.languages].map((tag) => (tag ?? "").slice(0, 2).toLowerCase());
  return wanted.find((tag) => Object.hasOwn(MESSAGES, tag)) ?? "en";
}

/** Texts, days and hours in one language. */
export class Words {
  #messages;
  #day;
  #dayOfInstant;
  #time;

  constructor(language) {
    this.language = language;
    this.#messages = MESSAGES[language];
    const day = { day: "numeric", month: "long", year: "numeric" };
    this.#day = new Intl.DateTimeFormat(LOCALES[language], { ...day, timeZone: "UTC" });
    this.#dayOfInstant = new Intl.DateTimeFormat(LOCALES[language], { ...day, timeZone: ZONE });
    this.#time = new Intl.DateTimeFormat(LOCALES[language], { hour: "2-digit", minute: "2-digit", timeZone: ZONE });
  }

  has(key) {
    return Object.hasOwn(this.#messages, key);
  }

  /** The text with that key, `{name}` replaced by the value of that name. */
  say(key, values = {}) {
    return this.#messages[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** The text with the first of these keys that there is; the last one has to be there. */
  sayFirst(keys, values) {
    return this.say(keys.find((key) => this.has(key)), values);
  }

  /** A text that the server has in each language, such as `{nl, en}`; the fallback when it is not there. */
  pick(localized, fallback) {
    return localized?.[this.language] ?? fallback;
  }

  /** A date such as 2026-12-06 in words. */
  day(date) {
    return this.#day.format(new Date(`${date}T00:00:00Z`));
  }

  /** The day of an instant in words. */
  dayOf(instant) {
    return this.#dayOfInstant.format(new Date(instant));
  }

  time(instant) {
    return this.say("time", { time: this.#time.format(new Date(instant)) });
  }

  /** Day and time of an instant. */
  moment(instant) {
    return this.say("moment", { day: this.dayOf(instant), time: this.time(instant) });
  }
}
