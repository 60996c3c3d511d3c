import { element, present } from "./dom.js";
import { button, faulty, fieldError, section } from "./parts.js";

const ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png";
const LARGEST = 10 * 1024 * 1024;

/** Why a file cannot be sent: the key of a text, or null. */
export function fileFault(file) {
  if (!file) {
    return "upload.none";
  }
  return file.size > LARGEST ? "upload.tooLarge" : null;
}

/** A copy of an identity document and evidence of representation, where they are asked for. */
export function uploads(state, actions) {
  const { request, words } = state;
  if (!request.allowed?.includes("identity-document")) {
    return null;
  }
  const { rule, copy, representation } = request.identity ?? {};
  return present([
    rule === "masked-id-copy" && upload(state, actions, "identity-document", copy, [
      element("p", {}, words.say("copy.why")),
      element("p", {}, words.say("copy.mask")),
      element("ul", {}, ["photo", "number", "bsn", "mrz"].map((part) =>
        element("li", {}, words.say(`copy.mask.${part}`)))),
      element("p", {}, words.say("copy.purpose")),
    ]),
    representation && upload(state, actions, "representation-evidence", representation.evidence, [
      element("p", {}, words.say("evidence.why")),
      element("p", {}, words.sayFirst([`evidence.${representation.capacity}`, "evidence.other"])),
      element("p", {}, words.say("evidence.mask")),
    ]),
  ]);
}

function upload({ words, fieldProblem }, actions, what, there, explanation) {
  const field = `${what}-file`;
  return section(`${what}-heading`, words.say(`upload.${what}.heading`),
    there && element("div", { class: "good" },
      element("p", {}, words.say("upload.there", { moment: words.moment(there.receivedAt) })),
      there.inspection === "awaiting-person" && element("p", {}, words.say("upload.awaitingPerson"))),
    explanation,
    element("form", { novalidate: true, onsubmit: (event) => actions.handIn(event, what) },
      element("label", { for: field }, words.say(there ? "upload.label.again" : "upload.label")),
      element("p", { id: `${field}-hint`, class: "quiet small" }, words.say("upload.hint")),
      fieldError(fieldProblem, field),
      element("input", {
        id: field,
        type: "file",
        accept: ACCEPT,
        required: true,
        "aria-describedby": `${field}-hint`,
        ...faulty(fieldProblem, field),
        onchange: (event) => actions.chooseFile(what, event.target.files[0] ?? null),
      }),
      element("button", { id: `${what}-send` }, words.say(`upload.${what}.button`))),
    element("p", { class: "quiet small after" }, words.say("upload.destroyed")));
}

/** What the organisation asked, and room for the answer. */
export function answer({ words, request, answer: typed, fieldProblem }, actions) {
  if (!request.allowed?.includes("answer")) {
    return null;
  }
  const open = request.clarifications?.filter(({ answeredAt }) => !answeredAt).at(-1);
  return section("answer-heading", words.say("answer.heading"),
    open && element("p", { class: "reason" }, open.question),
    element("form", { novalidate: true, onsubmit: actions.answer },
      element("label", { for: "answer" }, words.say("answer.label")),
      fieldError(fieldProblem, "answer"),
      element("textarea", {
        id: "answer",
        rows: 6,
        maxlength: 10_000,
        required: true,
        ...faulty(fieldProblem, "answer"),
        oninput: (event) => actions.typeAnswer(event.target.value),
      }, typed),
      element("button", { id: "answer-send" }, words.say("answer.button"))));
}

/** Having the package fetched by another controller. */
export function transfer({ words, request, loadedAt }, actions) {
  const { to, offeredAt, transferredAt } = request.transfer ?? {};
  if (!to || !request.exportUntil) {
    return null;
  }
  const fetched = transferredAt && new Date(transferredAt) >= new Date(offeredAt);
  const gone = new Date(request.exportUntil) <= new Date(loadedAt);
  if (gone && transferredAt) {
    return section("transfer-heading", words.say("transfer.heading"),
      element("p", {}, words.say("transfer.done", { to, moment: words.moment(transferredAt) })));
  }
  if (gone) {
    return null;
  }
  // A download can break off: the person can have the other organisation sent a new link.
  return section("transfer-heading", words.say("transfer.heading"),
    fetched ? element("p", {}, words.say("transfer.done", { to, moment: words.moment(transferredAt) })) : element("p", {}, offeredAt
      ? words.say("transfer.offered", { to, moment: words.moment(offeredAt) })
      : words.say("transfer.text", { to })),
    element("div", { class: "buttons" },
      button("transfer", words.say(offeredAt ? "transfer.again" : "transfer.button", { to }), actions.transfer, "other")));
}
