import { BASE, body, send } from "../status/api.js";
import { element, present } from "../status/dom.js";
import { SmallPage } from "../shared/small-page.js";
import messages from "./words.js";

let disclosure = null;
const page = new SmallPage(messages, content);

async function call(method, path, answer) {
  const response = await send(new URL(`disclosures/${page.link.id}${path}`, BASE), {
    method,
    headers: {
      "Accept": "application/json, application/problem+json",
      "Accept-Language": page.words.language,
      "Content-Type": "application/json",
      "Status-Token": page.link.token,
    },
    body: answer === undefined ? undefined : JSON.stringify(answer),
  });
  disclosure = await body(() => response.json());
}

function answers(consent) {
  page.perform(async () => {
    await call("POST", "/consent", { consent });
    return page.words.say("done");
  });
}

function content() {
  if (disclosure === null) {
    return [];
  }
  const { words } = page;
  const { state, recipient, categoryNames, purpose, plannedFor, disclosedAt, organisationName, reference } = disclosure;
  const country = recipient.country ? ` (${recipient.country})` : "";
  const fact = (key, value) => element("div", {}, element("dt", {}, words.say(key)), element("dd", {}, value));
  return present([
    element("section", { class: "lead" },
      element("p", {}, state === "awaiting-consent"
        ? words.say("ask", { organisation: organisationName })
        : words.say(`state.${state}`, { moment: disclosedAt ? words.moment(disclosedAt) : "" })),
      element("dl", { class: "facts" }, present([
        fact("recipient", `${recipient.name}${country}`),
        fact("categories", categoryNames.map((name) => words.pick(name, "")).join(", ")),
        fact("purpose", purpose),
        plannedFor && state !== "disclosed" && fact("planned", words.moment(plannedFor)),
        fact("reference", reference),
      ])),
      buttons(state)),
  ]);
}

function buttons(state) {
  const button = (id, consent, kind) =>
    element("button", { type: "button", id, class: kind, onclick: () => answers(consent) }, page.words.say(id));
  switch (state) {
    case "awaiting-consent":
      return element("div", { class: "buttons" }, button("allow", "given"), button("refuse", "refused", "other"));
    case "consented":
      return element("div", { class: "buttons" }, button("withdraw", "refused", "other"));
    default:
      return null;
  }
}

page.show();
if (page.link !== null) {
  page.perform(() => call("GET", ""));
}
