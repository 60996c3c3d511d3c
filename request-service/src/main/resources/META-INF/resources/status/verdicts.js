/**
 * Verdicts as a person reads them: by category, whatever the number of systems behind it. What is said twice is said
 * once, and so is the reason for several terms; a category of which some goes and some stays says so.
 *
 * @param done whether it has been carried out
 * @returns {{lines: {category: string, sentences: string[]}[], someGoLater: boolean}}
 */
export function inWords(verdicts, done, words) {
  const byCategory = new Map();
  for (const verdict of verdicts) {
    const said = byCategory.get(verdict.category) ?? new Map();
    if (verdict.holdings > 0) {
      said.set([verdict.verdict, verdict.until, verdict.basis].join(), verdict);
    }
    byCategory.set(verdict.category, said);
  }
  const lines = [...byCategory].map(([category, said]) => ({
    category,
    sentences: sentences([...said.values()], done, words),
  }));
  const someGoLater = verdicts.some(({ verdict, until, holdings }) => verdict === "retain" && until && holdings > 0);
  return { lines, someGoLater };
}

function sentences(verdicts, done, words) {
  if (verdicts.length === 0) {
    return [words.say("verdict.none")];
  }
  const part = verdicts.length > 1 ? ".part" : "";
  return verdicts.map((verdict, at) => {
    const text = sentence(verdict, part, done, words);
    const next = verdicts[at + 1];
    const saidNext = next?.verdict === "retain" && next.basis === verdict.basis;
    return verdict.verdict === "retain" && !saidNext ? `${text} ${because(verdict.basis, words)}` : text;
  });
}

function sentence({ verdict, until }, part, done, words) {
  const when = verdict === "erase" ? (done ? ".done" : ".planned") : until ? ".until" : "";
  const keys = [`verdict.${verdict}${when}${part}`, `verdict.${verdict}${when}`, "verdict.other"];
  return words.sayFirst(keys, { day: until ? words.day(until) : "" });
}

function because(basis, words) {
  return basis ? words.sayFirst([`basis.${basis}`, "basis.other"], { basis }) : words.say("basis.none");
}
