import { answer, transfer, uploads } from "./asked.js";
import { element, present } from "./dom.js";
import { isCode } from "./link.js";
import { button, fact, faulty, fieldError, section } from "./parts.js";
import { inWords } from "./verdicts.js";

/** First part of the keys of the texts about where a request stands. */
export function statusKey({ status, outcome, right }) {
  if (status !== "closed") {
    return `status.${status}`;
  }
  return outcome === "granted" ? `closed.granted.${right}` : `closed.${outcome}`;
}

/** A request as the person reads it, most urgent first. */
export function requestSections(state, actions, title) {
  return present([
    standing(state, actions, title),
    confirmation(state, actions),
    uploads(state, actions),
    answer(state, actions),
    exported(state, actions),
    transfer(state, actions),
    decision(state),
    verdicts(state),
    dates(state),
    timeline(state, actions),
    complaint(state),
    withdrawal(state, actions),
    contact(state),
  ]);
}

function standing({ words, request, organisation, loadedAt }, actions, title) {
  const key = statusKey(request);
  const role = organisation?.roles?.find(({ id }) => id === request.role);
  return element("section", { class: "lead", "aria-labelledby": "standing" },
    element("h2", { id: "standing", tabindex: -1 }, title),
    element("p", {}, words.sayFirst([
      ...(request.allowed?.includes("identity-document") ? [`${key}.asked.text`] : []),
      `${key}.text`,
      `status.${request.status}.text`,
      "status.other.text",
    ])),
    progress(request, words),
    request.overdue && element("p", { class: "note" }, words.say("status.overdue", { day: words.day(request.dueOn) })),
    request.warning && !request.decision && request.status !== "closed"
      && element("p", { class: "note" }, request.warning),
    element("dl", { class: "facts" },
      fact(words.say("label.right"), words.sayFirst([`right.${request.right}`, "status.other.title"])),
      role && fact(words.say("label.role"), words.pick(role.name, role.id)),
      fact(words.say("label.reference"), request.reference)),
    element("div", { class: "stamp quiet small" },
      element("span", {}, words.say("page.asOf", { time: words.time(loadedAt) })),
      button("refresh", words.say("page.refresh"), actions.refresh, "plain")));
}

function progress({ status, tasks = [] }, words) {
  const own = tasks.filter(({ command }) => command !== "verify");
  if (status !== "in-execution" || own.length < 2) {
    return null;
  }
  const done = own.filter(({ state }) => state === "done").length;
  return element("p", {}, words.say("status.progress", { done, total: own.length }));
}

function confirmation({ words, request, facts, organisation, link, fieldProblem }, actions) {
  if (!request.allowed?.includes("confirmation")) {
    return null;
  }
  if (facts?.some(({ kind }) => kind === "confirmation-locked")) {
    const name = request.organisationName ?? organisation?.name ?? request.organisation;
    return section("confirm-heading", words.say("confirm.locked.heading"),
      element("p", {}, words.say("confirm.locked.text", { organisation: name })));
  }
  const field = element("input", {
    id: "code",
    name: "code",
    value: link.code,
    inputmode: "numeric",
    autocomplete: "one-time-code",
    maxlength: 20,
    required: true,
    ...faulty(fieldProblem, "code"),
    oninput: (event) => actions.typeCode(event.target.value),
  });
  return section("confirm-heading", words.say("confirm.heading"),
    element("p", {}, words.say(isCode(link.code) && !fieldProblem ? "confirm.prefilled" : "confirm.text")),
    element("form", { novalidate: true, onsubmit: actions.confirm },
      element("label", { for: "code" }, words.say("confirm.label")),
      fieldError(fieldProblem, "code"),
      field,
      element("button", { id: "confirm" }, words.say("confirm.button"))));
}

function exported({ words, request, loadedAt }, actions) {
  if (!request.exportUntil) {
    return null;
  }
  const moment = words.moment(request.exportUntil);
  if (new Date(request.exportUntil) <= new Date(loadedAt)) {
    return section("export-heading", words.say("export.heading"),
      element("p", {}, words.say("export.expired", { moment })));
  }
  return section("export-heading", words.say("export.heading"),
    element("p", {}, words.say("export.until", { moment })),
    element("p", {}, words.say("export.text")),
    element("div", { class: "buttons" }, button("export", words.say("export.button"), actions.download)));
}

function decision({ words, request: { decision: decided } }) {
  if (!decided) {
    return null;
  }
  const why = decided.groundText || decided.reason;
  return section("decision-heading", words.say("decision.heading"),
    element("p", {},
      element("strong", {}, words.sayFirst([`decision.${decided.outcome}`, "timeline.decided"])),
      ` ${words.say("decision.on", { day: words.dayOf(decided.decidedAt) })}`),
    why && element("h3", {}, words.say("decision.why")),
    decided.groundText && element("p", {}, words.pick(decided.groundText, decided.ground)),
    decided.reason && element("p", { class: "reason" }, decided.reason));
}

/** A plan that was refused is not carried out, so it is not shown. */
function verdicts({ words, request, organisation }) {
  const granted = request.decision && request.decision.outcome !== "refused";
  if (!granted || !request.verdicts?.length) {
    return null;
  }
  const done = request.status === "closed";
  const { lines, someGoLater } = inWords(request.verdicts, done, words);
  const name = (id) => words.pick(organisation?.categories?.find((category) => category.id === id)?.name, id);
  return section("verdicts-heading", words.say(done ? "verdict.heading.done" : "verdict.heading.planned"),
    element("dl", { class: "facts verdicts" }, lines.map(({ category, sentences }) =>
      element("div", {},
        element("dt", {}, name(category)),
        element("dd", {}, sentences.map((sentence) => element("p", {}, sentence)))))),
    someGoLater && element("p", {}, words.say("verdict.afterwards")));
}

function dates({ words, request }) {
  const organisation = request.organisationName ?? request.organisation;
  const day = (date) => element("time", { datetime: date }, words.day(date));
  const dayOf = (instant) => element("time", { datetime: instant }, words.dayOf(instant));
  const closed = request.status === "closed";
  const open = !closed && !request.decision;
  return section("dates-heading", words.say("dates.heading"),
    element("dl", { class: "facts" }, present([
      open && fact(words.say("dates.due"), day(request.dueOn), words.say("dates.due.meaning")),
      fact(words.say("dates.received"), day(request.receivedOn), open && words.say("dates.received.meaning")),
      request.confirmedAt && fact(words.say("dates.confirmed"), dayOf(request.confirmedAt)),
      request.decision && fact(words.say("dates.decided"), dayOf(request.decision.decidedAt)),
      closed && request.closedAt && fact(words.say("dates.closed"), dayOf(request.closedAt)),
      request.exportUntil && fact(words.say("dates.exportUntil"),
        element("time", { datetime: request.exportUntil }, words.moment(request.exportUntil))),
      !open && fact(words.say("dates.dueWas"), day(request.dueOn)),
      request.extendedOn && fact(words.say("dates.extended"), day(request.extendedOn),
        [words.say("dates.extended.meaning"), request.extension?.reason].filter(Boolean).join(" ")),
      request.promisedOn && fact(words.say("dates.promised", { organisation }), day(request.promisedOn),
        words.say("dates.promised.meaning")),
      fact(words.say("dates.statutory"), day(request.statutoryDueOn), statutoryMeaning(request, words)),
    ])));
}

function statutoryMeaning({ extendedOn, alarmOn, statutoryDueOn }, words) {
  const term = words.say(extendedOn ? "dates.statutory.extended" : "dates.statutory.meaning");
  const rolled = alarmOn && alarmOn !== statutoryDueOn;
  return rolled ? `${term} ${words.say("dates.statutory.rolled", { day: words.day(alarmOn) })}` : term;
}

/** The newest first. */
function timeline({ words, facts }, actions) {
  if (facts === null) {
    return section("timeline-heading", words.say("timeline.heading"),
      element("p", {}, words.say("timeline.missing")),
      element("div", { class: "buttons" },
        button("timeline-again", words.say("error.again"), actions.refresh, "other")));
  }
  return section("timeline-heading", words.say("timeline.heading"), facts.length === 0
    ? element("p", {}, words.say("timeline.empty"))
    : element("ol", { class: "timeline" }, [...facts].reverse().map((happened) =>
      element("li", {},
        element("time", { datetime: happened.at }, words.moment(happened.at)),
        happenedInWords(happened, words)))));
}

function happenedInWords({ kind, at, details = {} }, words) {
  if (kind === "received" && details.receivedOn && words.day(details.receivedOn) !== words.dayOf(at)) {
    return words.say("timeline.received.before", { day: words.day(details.receivedOn) });
  }
  return words.sayFirst([`timeline.${kind}.${details.outcome}`, `timeline.${kind}`, "timeline.other"]);
}

function complaint({ words, request, organisation }) {
  const disagreeable = ["refused", "partly-granted"].includes(request.decision?.outcome)
    || request.outcome === "not-identified";
  const where = organisation?.complaint;
  if (!where || !(disagreeable || request.overdue)) {
    return null;
  }
  const late = disagreeable ? "" : ".late";
  const court = words.pick(where.court, words.say("complaint.anyCourt"));
  return section("complaint-heading", words.say(`complaint.heading${late}`),
    element("p", {}, words.say(where.firstWithOrganisation ? "complaint.first" : "complaint.tellUs",
      { organisation: organisation.name })),
    where.body && element("p", {}, `${words.say("complaint.body")} `, linked(where.url, where.body), "."),
    element("p", {}, words.say(`complaint.court${late}`, { court })));
}

/** Only an address of the web becomes a link. */
function linked(address, text) {
  return /^https?:\/\//.test(address ?? "")
    ? element("a", { href: address, rel: "noopener noreferrer external" }, text)
    : text;
}

function withdrawal({ words, request, withdrawing }, actions) {
  if (!request.allowed?.includes("withdrawal")) {
    return null;
  }
  if (!withdrawing) {
    return section("withdrawal-heading", words.say("withdrawal.heading"),
      element("p", {}, words.say("withdrawal.text")),
      element("div", { class: "buttons" },
        button("withdraw", words.say("withdrawal.button"), actions.askWithdrawal, "other")));
  }
  return section("withdrawal-heading", words.say("withdrawal.sure.heading"),
    element("p", {}, words.say("withdrawal.sure.text", { reference: request.reference })),
    element("div", { class: "buttons" },
      button("withdraw-no", words.say("withdrawal.no"), actions.keepRequest, "other"),
      button("withdraw-yes", words.say("withdrawal.yes"), actions.withdraw, "danger")));
}

function contact({ words, request, organisation }) {
  const reach = organisation?.contact;
  if (!reach?.email) {
    return null;
  }
  return section("contact-heading", words.say("contact.heading"),
    element("p", {},
      `${words.say("contact.mail")} `,
      element("a", { href: `mailto:${encodeURIComponent(reach.email).replace("%40", "@")}` }, reach.email),
      `. ${words.say("contact.reference", { reference: request.reference })}`,
      reach.mark && ` ${words.say("contact.mark", { mark: reach.mark })}`),
    reach.phone && element("p", {}, words.say("contact.phone", { phone: reach.phone })),
    reach.postal && element("p", {}, words.say("contact.post", { postal: reach.postal })));
}
