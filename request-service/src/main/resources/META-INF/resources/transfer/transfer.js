import { fetchTransfer } from "../status/api.js";
import { element, save } from "../status/dom.js";
import { openPair } from "../status/link.js";
import { button } from "../status/parts.js";
import { SmallPage } from "../status/smallpage.js";

/** The page of a controller that a person has their data sent to: one button, as the link works once. */
let link = openPair("privacyloket.transfer");
let fetched = false;

const page = new SmallPage("transferPage.title", "transferPage.private", ({ words }) => [
  element("h1", { id: "title", tabindex: -1 }, words.say("transferPage.title")),
  page.outcome(),
  element("section", { class: "lead" }, link === null
    ? element("p", {}, words.say("transferPage.incomplete"))
    : [
      element("p", {}, words.say("transferPage.text")),
      element("p", {}, words.say("transferPage.once")),
      !fetched && element("div", { class: "buttons" }, button("fetch", words.say("transferPage.button"), fetchOnce)),
    ].filter(Boolean)),
]);

function fetchOnce(event) {
  page.perform(event.currentTarget, async () => {
    const { blob, name } = await fetchTransfer(link, page.words.language);
    const file = name ?? "transfer.zip";
    save(blob, file);
    fetched = true;
    return page.words.say("transferPage.done", { name: file });
  });
}

addEventListener("hashchange", () => {
  link = openPair("privacyloket.transfer");
  fetched = false;
  page.show();
});

page.show();
