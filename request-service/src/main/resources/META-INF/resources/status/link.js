/*
 * The private link: /status/#id=…&token=…[&code=…]. What comes after # is sent to no server. It leaves the address bar at
 * once, so that nobody reads or copies it there, and stays in this tab's storage so that a reload still works.
 */
const STORED_AS = "privacyloket.link";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TOKEN = /^[\x21-\x7e]{1,512}$/;
const CODE = /^\d{6,8}$/;

/** The link that this tab was opened with: `{id, token, code}`, code may be empty; null when there is none. */
export function openLink() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  if (fragment.has("id") || fragment.has("token")) {
    history.replaceState(null, "", location.pathname + location.search);
    const link = checked(fragment.get("id"), fragment.get("token"), fragment.get("code"));
    keep(link);
    return link;
  }
  return kept();
}

/**
 * The link of a page for one purpose, `#id/token`, kept for a reload like the other: `{id, token}`, or null.
 *
 * @param storedAs name in this tab's storage
 */
export function openPair(storedAs) {
  const [id, token] = location.hash.slice(1).split("/").map(decoded);
  if (!location.hash) {
    return keptPair(storedAs);
  }
  history.replaceState(null, "", location.pathname + location.search);
  if (!UUID.test(id ?? "") || !TOKEN.test(token ?? "")) {
    return null;
  }
  try {
    sessionStorage.setItem(storedAs, JSON.stringify({ id, token }));
  } catch {
    // Storage can be switched off. The page then works until it is reloaded.
  }
  return { id, token };
}

function keptPair(storedAs) {
  try {
    const { id, token } = JSON.parse(sessionStorage.getItem(storedAs));
    return UUID.test(id) && TOKEN.test(token) ? { id, token } : null;
  } catch {
    return null;
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Keeps the link, or what has changed of it, for a reload of this tab. */
export function keep(link) {
  try {
    if (link === null) {
      sessionStorage.removeItem(STORED_AS);
    } else {
      sessionStorage.setItem(STORED_AS, JSON.stringify(link));
    }
  } catch {
    // Storage can be switched off. The page then works until it is reloaded.
  }
}

function kept() {
  try {
    const link = JSON.parse(sessionStorage.getItem(STORED_AS) ?? "null");
    return link === null ? null : checked(link.id, link.token, link.code);
  } catch {
    return null;
  }
}

function checked(id, token, code) {
  if (!UUID.test(id ?? "") || !TOKEN.test(token ?? "")) {
    return null;
  }
  return { id, token, code: isCode(code ?? "") ? code : "" };
}

/** Whether that can be a code from a confirmation mail. */
export function isCode(text) {
  return CODE.test(text);
}
