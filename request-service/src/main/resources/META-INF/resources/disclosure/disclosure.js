import { DisclosureApi } from "../status/api.js";
import { element } from "../status/dom.js";
import { openPair } from "../status/link.js";
import { button, fact } from "../status/parts.js";
import { SmallPage } from "../status/smallpage.js";

/** Asks the person whether data may go to somebody else, and shows what came of it. */
let link = openPair("privacyloket.disclosure");
let disclosure = null;

const page = new SmallPage("disclosurePage.title.told", "page.private", () => [heading(), page.outcome(), content()]);

function heading() {
  const asked = disclosure?.allowed?.includes("consent") && disclosure.state === "awaiting-consent";
  return element("h1", { id: "title", tabindex: -1 },
    page.words.say(asked ? "disclosurePage.title" : "disclosurePage.title.told"));
}

function content() {
  const { words } = page;
  if (link === null) {
    return element("section", { class: "lead" }, element("p", {}, words.say("transferPage.incomplete")));
  }
  if (disclosure === null) {
    return page.problem
      ? element("div", { class: "buttons" }, button("again", words.say("error.again"), load))
      : element("p", {}, words.say("disclosurePage.loading"));
  }
  const { state, recipient, organisationName, organisation, categories, categoryNames, purpose } = disclosure;
  const names = categoryNames?.map((name, at) => words.pick(name, categories[at])) ?? categories;
  const day = disclosure.disclosedAt ? words.dayOf(disclosure.disclosedAt) : "";
  return element("section", { class: "lead" },
    element("p", {}, words.say("disclosurePage.who", {
      recipient: recipient.name,
      organisation: organisationName ?? organisation,
    })),
    element("p", {}, element("strong", {},
      words.sayFirst([`disclosurePage.state.${state}`, "disclosurePage.state.other"], { day }))),
    element("dl", { class: "facts" },
      fact(words.say("disclosurePage.recipient"), [recipient.name, recipient.country].filter(Boolean).join(", ")),
      fact(words.say("disclosurePage.categories"), names.join(", ")),
      fact(words.say("disclosurePage.purpose"), purpose),
      fact(words.say("disclosurePage.reference"), disclosure.reference)),
    ...choice());
}

function choice() {
  const { words } = page;
  if (!disclosure.allowed?.includes("consent")) {
    return [];
  }
  if (disclosure.state === "consented") {
    return [element("div", { class: "buttons" },
      button("no", words.say("disclosurePage.takeBack"), (event) => answer(event, "refused"), "other"))];
  }
  return [
    element("p", {}, words.say("disclosurePage.free")),
    element("div", { class: "buttons" },
      button("yes", words.say("disclosurePage.yes"), (event) => answer(event, "given")),
      button("no", words.say("disclosurePage.no"), (event) => answer(event, "refused"), "other")),
  ];
}

function api() {
  return new DisclosureApi(link, page.words.language);
}

function answer(event, consent) {
  page.perform(event.currentTarget, async () => {
    disclosure = await api().consent(consent);
    return page.words.say("disclosurePage.done");
  });
}

function load() {
  page.show();
  if (link !== null) {
    page.perform(null, async () => {
      disclosure = await api().disclosure();
      return null;
    }, false);
  }
}

addEventListener("hashchange", () => {
  link = openPair("privacyloket.disclosure");
  disclosure = null;
  load();
});

load();
