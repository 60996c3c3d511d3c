import { BASE, body, send } from "../status/api.js";
import { element } from "../status/dom.js";
import { SmallPage } from "../shared/small-page.js";
import messages from "./words.js";

let fetched = false;
const page = new SmallPage(messages, content);

async function fetchFile() {
  const response = await send(new URL(`transfers/${page.link.id}`, BASE), {
    headers: {
      "Accept": "application/zip, application/problem+json",
      "Accept-Language": page.words.language,
      "Transfer-Token": page.link.token,
    },
  });
  const name = /filename="?([\w.-]+)"?/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "transfer.zip";
  const address = URL.createObjectURL(await body(() => response.blob()));
  const save = document.createElement("a");
  save.href = address;
  save.download = name;
  save.click();
  // The browser reads the file after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  fetched = true;
  return page.words.say("done");
}

function content() {
  const { words } = page;
  return [
    element("section", { class: "lead" },
      element("p", {}, words.say("text")),
      element("p", {}, words.say("once")),
      !fetched && element("div", { class: "buttons" },
        element("button", { type: "button", id: "fetch", onclick: () => page.perform(fetchFile) }, words.say("fetch")))),
  ];
}

page.show();
