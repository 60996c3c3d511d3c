/** The API stands beside the folder of this page, also behind a proxy that adds a prefix. */
const BASE = new URL("../", import.meta.url);
const PROBLEM = "urn:privacyloket:problem:";
const LONGEST_WAIT = 30_000;

/** A file takes long on a slow line, and is looked at before the answer comes. */
const LONGEST_UPLOAD = 300_000;

/**
 * A call that did not work.
 *
 * @property status HTTP status; 0 when no answer came
 * @property code last part of the problem's type, or empty
 * @property title in words of the server, or empty; so are detail, the messages in errors and explanations in findings
 */
export class Refusal extends Error {
  constructor(status, document = {}) {
    super("refused");
    this.status = status;
    this.code = String(document.type ?? "").startsWith(PROBLEM) ? document.type.slice(PROBLEM.length) : "";
    this.title = document.title ?? "";
    this.detail = document.detail ?? "";
    this.errors = Array.isArray(document.errors) ? document.errors : [];
    this.findings = Array.isArray(document.findings) ? document.findings : [];
  }

  /** Whether the same call can work later. */
  get isTemporary() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Calls about one request on behalf of the person; each throws a {@link Refusal}. */
export class RequestApi {
  #link;
  #language;

  /** @param language of problems: nl or en */
  constructor(link, language) {
    this.#link = link;
    this.#language = language;
  }

  request() {
    return this.#json("GET", "");
  }

  /** Every fact in order of happening. */
  async timeline() {
    const facts = [];
    for (let page = 0; ; page++) {
      const { items, total } = await this.#json("GET", `/timeline?page=${page}&size=200`);
      facts.push(...items);
      if (items.length === 0 || facts.length >= total) {
        return facts;
      }
    }
  }

  confirm(code) {
    return this.#json("POST", "/confirmation", { code });
  }

  withdraw() {
    return this.#json("POST", "/withdrawal");
  }

  answer(text) {
    return this.#json("POST", "/answers", { text });
  }

  /** Has the package sent to the other controller. */
  transfer() {
    return this.#json("POST", "/transfer");
  }

  /** @param what identity-document or representation-evidence */
  async handIn(what, file) {
    const form = new FormData();
    form.append("document", file, "document");
    const response = await send(new URL(`requests/${this.#link.id}/${what}`, BASE), {
      method: "POST",
      headers: {
        Accept: "application/json, application/problem+json",
        "Accept-Language": this.#language,
        "Status-Token": this.#link.token,
      },
      body: form,
      signal: AbortSignal.timeout(LONGEST_UPLOAD),
    });
    return body(() => response.json());
  }

  /** The package: `{blob, name}`, name null when the server gives none. */
  async export() {
    const response = await this.#call("GET", "/export", { Accept: "application/zip, application/problem+json" });
    return saved(response);
  }

  /** What anybody may know of the organisation: names of categories and roles, where to complain. */
  async organisation(id) {
    const response = await send(new URL(`organisations/${encodeURIComponent(id)}`, BASE), {
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    return body(() => response.json());
  }

  async #json(method, path, content) {
    const headers = { Accept: "application/json, application/problem+json" };
    if (content !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    const response = await this.#call(method, path, headers, content, AbortSignal.timeout(LONGEST_WAIT));
    return body(() => response.json());
  }

  #call(method, path, headers, content, signal) {
    return send(new URL(`requests/${this.#link.id}${path}`, BASE), {
      method,
      headers: { ...headers, "Accept-Language": this.#language, "Status-Token": this.#link.token },
      body: content === undefined ? undefined : JSON.stringify(content),
      signal,
    });
  }
}

/** What the receiver of a package can do: fetch it, once. */
export async function fetchTransfer({ id, token }, language) {
  const response = await send(new URL(`transfers/${id}`, BASE), {
    headers: {
      Accept: "application/zip, application/problem+json",
      "Accept-Language": language,
      "Transfer-Token": token,
    },
  });
  return saved(response);
}

/** Calls about one disclosure on behalf of the person whose data they are. */
export class DisclosureApi {
  #link;
  #language;

  constructor(link, language) {
    this.#link = link;
    this.#language = language;
  }

  disclosure() {
    return this.#json("GET", "");
  }

  /** @param consent given or refused */
  consent(consent) {
    return this.#json("POST", "/consent", { consent });
  }

  async #json(method, path, content) {
    const response = await send(new URL(`disclosures/${this.#link.id}${path}`, BASE), {
      method,
      headers: {
        Accept: "application/json, application/problem+json",
        "Accept-Language": this.#language,
        "Status-Token": this.#link.token,
        ...(content === undefined ? {} : { "Content-Type": "application/json" }),
      },
      body: content === undefined ? undefined : JSON.stringify(content),
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    return body(() => response.json());
  }
}

/** A file from an answer: `{blob, name}`, name null when the server gives none. */
async function saved(response) {
  const name = /filename="?([\w.-]+)"?/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? null;
  return { blob: await body(() => response.blob()), name };
}

async function send(address, options) {
  let response;
  try {
    response = await fetch(address, { cache: "no-store", credentials: "omit", redirect: "error", ...options });
  } catch {
    throw new Refusal(0);
  }
  if (!response.ok) {
    throw new Refusal(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

/** The connection can also break while the body comes in. */
async function body(read) {
  try {
    return await read();
  } catch {
    throw new Refusal(0);
  }
}
