// Signing with a key that this browser holds and cannot give away (Web Cryptography API, P-256).
// Before the key is used, it is checked here that what the server asks to be signed is the file
// that was shown, with room for one signature, and that it names the certificate of this key:
// the same list as in `signing.own.offered`, but that an update is not taken apart here.

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
const ROOM = 8192;

export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

// --- octets ---

const ascii = (text) => new TextEncoder().encode(text);
const latin = (octets) => new TextDecoder("latin1").decode(octets);
const hex = (octets) => [...octets].map((one) => one.toString(16).padStart(2, "0")).join("");
const same = (one, other) => one.length === other.length && one.every((o, i) => o === other[i]);
export const sha256 = async (octets) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", octets));
export const named = async (octets) => hex(await sha256(octets));
const decoded = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const encoded = (octets) => btoa(Array.from(octets, (one) => String.fromCharCode(one)).join(""));

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
}

// --- DER (ITU-T X.690): what is written and read of it here ---

function der(tag, ...parts) {
  const content = joined(...parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return joined(Uint8Array.of(tag, ...length), content);
}

function integer(octets) {
  let from = 0;
  while (from < octets.length - 1 && octets[from] === 0) from += 1;
  const rest = octets.subarray(from);
  return der(0x02, rest[0] & 0x80 ? joined(Uint8Array.of(0), rest) : rest);
}

const fromHex = (text) => Uint8Array.from(text.match(/../g), (one) => parseInt(one, 16));
const CONTENT_TYPE = fromHex("06092a864886f70d010903");
const MESSAGE_DIGEST = fromHex("06092a864886f70d010904");
const SIGNING_CERTIFICATE_V2 = fromHex("060b2a864886f70d010910022f");
const DATA = fromHex("06092a864886f70d010701");

function elements(octets) {
  const found = [];
  for (let at = 0; at < octets.length; ) {
    let size = octets[at + 1];
    let head = 2;
    if (size & 0x80) {
      head += size & 0x7f;
      size = octets.subarray(at + 2, at + head).reduce((value, one) => value * 256 + one, 0);
    }
    const end = at + head + size;
    if (!(end <= octets.length)) throw new Refused("certificate_not_yours");
    found.push({ whole: octets.subarray(at, end), content: octets.subarray(at + head, end) });
    at = end;
  }
  return found;
}

// serial number, issuer and key of a certificate (RFC 5280 section 4.1)
export function read(certificate) {
  const [outer] = elements(certificate);
  const [body] = elements(outer.content);
  const [, serial, , issuer, , , key] = elements(body.content);
  return { serial: serial.whole, issuer: issuer.whole, key: key.whole };
}

const attribute = (type, value) => der(0x30, type, der(0x31, value));

// what is signed: a SET OF attributes (RFC 5652 section 5.4) with ESS signing-certificate-v2
export async function attributesOf(digest, certificate) {
  const { serial, issuer } = read(certificate);
  const issued = der(0x30, der(0x30, der(0xa4, issuer)), serial);
  const one = der(0x30, der(0x04, await sha256(certificate)), issued);
  const parts = [
    attribute(CONTENT_TYPE, DATA),
    attribute(MESSAGE_DIGEST, der(0x04, digest)),
    attribute(SIGNING_CERTIFICATE_V2, der(0x30, der(0x30, one))),
  ];
  return der(0x31, ...parts.sort((a, b) => (hex(a) < hex(b) ? -1 : 1)));
}

async function signature(key, octets) {
  const both = new Uint8Array(await crypto.subtle.sign(SIGNING, key, octets));
  return der(0x30, integer(both.subarray(0, 32)), integer(both.subarray(32)));
}

// --- where keys are kept: IndexedDB, under the person and the mandate ---

function store(mode, ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("counterseal-own-keys", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
    opening.onerror = () => reject(new Refused("no_store"));
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("keys", mode);
      const asked = ask(transaction.objectStore("keys"));
      transaction.oncomplete = () => {
        opening.result.close();
        resolve(asked.result);
      };
      transaction.onerror = () => reject(new Refused("no_store"));
    };
  });
}

export const kept = (name) => store("readonly", (keys) => keys.get(name));
export const keep = (name, own) => store("readwrite", (keys) => keys.put(own, name));

// the private half is not extractable: no script can read it, this one neither
export async function makeKey(name) {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const own = { key: pair.privateKey, spki, name: await named(spki), certificate: null };
  await navigator.storage?.persist?.();
  await keep(name, own);
  return own;
}

// --- the server ---

async function asked(path, body) {
  const headers = { accept: "application/json" };
  if (body) {
    headers["content-type"] = "application/json";
    headers["idempotency-key"] = crypto.randomUUID();
  }
  const sent = { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) };
  const answer = await fetch(`/api/v1${path}`, sent);
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({ code: "not_answered" }));
  throw Object.assign(new Refused(problem.code), { said: problem.detail });
}

const octetsAt = async (path) => new Uint8Array(await (await asked(path)).arrayBuffer());
const jsonAt = async (path) => (await asked(path)).json();
const ring = (at) => `/editions/${at.edition}/organisations/${at.organisation}`;

// show that the key is held: a statement that is written here, not by the server
export async function offer(at, own) {
  const { challenge } = await jsonAt(`/editions/${at.edition}/key_challenge`);
  if (!/^[A-Za-z0-9_=-]{16,200}$/.test(challenge)) throw new Refused("challenge_strange");
  const { edition, mandate, organisation, person } = at;
  const format = "counterseal/key-possession/v1";
  const said = { challenge, edition, format, key: own.name, mandate, organisation, person };
  await asked(`/editions/${edition}/offer_key`, {
    mandate,
    challenge,
    public_key: encoded(own.spki),
    signature: encoded(await signature(own.key, ascii(JSON.stringify(said)))),
  });
}

export async function standing(at, own) {
  const listed = await jsonAt(`${ring(at)}/own_keys`);
  return listed.find((one) => one.key === own.name && one.mandate === at.mandate);
}

// the certificate is taken once, when it is seen to be of this key, and from then on held to
export async function certified(at, name, own) {
  const found = await octetsAt(`${ring(at)}/own_keys/${own.name}/certificates/${at.mandate}`);
  if (!same(read(found).key, own.spki)) throw new Refused("certificate_not_yours");
  const whole = { ...own, certificate: found };
  await keep(name, whole);
  return whole;
}

// --- looking at what is to be signed ---

const RANGE = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g;

export async function honest(shown, offered, own) {
  const { pdf, start, end } = offered;
  if (pdf.length <= shown.length || !same(pdf.subarray(0, shown.length), shown)) {
    throw new Refused("offer_of_another_revision");
  }
  const update = latin(pdf.subarray(shown.length));
  const ranges = [...update.matchAll(RANGE)].map((found) => found.slice(1).map(Number).join());
  const said = [0, start, end, pdf.length - end].join();
  const once = update.split("%%EOF").length === 2 && update.trimEnd().endsWith("%%EOF");
  const empty = latin(pdf.subarray(start, end)) === `<${"0".repeat(2 * ROOM)}>`;
  if (!once || !empty || start <= shown.length || ranges.length !== 1 || ranges[0] !== said) {
    throw new Refused("offer_covers_otherwise");
  }
  if (!own.certificate || !same(offered.certificate, own.certificate)) {
    throw new Refused("certificate_not_yours");
  }
  const digest = await sha256(joined(pdf.subarray(0, start), pdf.subarray(end)));
  const expected = await attributesOf(digest, own.certificate);
  if (!same(offered.attributes, expected)) throw new Refused("attributes_strange");
  return expected;
}

// prepare, look, sign, complete; `at.pdf` names the file that was shown
export async function sign(at, own) {
  const shown = await octetsAt(`/deals/${at.deal}/documents/${at.pdf}`);
  if ((await named(shown)) !== at.pdf) throw new Refused("offer_of_another_revision");
  await asked(`/deals/${at.deal}/prepare_signature`, {
    instrument: at.instrument,
    terms_sha256: at.terms,
    base_pdf_sha256: at.base,
    language: at.language,
    field: at.field,
    key: own.name,
    pdf_sha256: at.pdf,
  });
  const path = `/deals/${at.deal}/instruments/${at.instrument}/prepared_signature`;
  const waiting = await jsonAt(path);
  const offered = {
    pdf: await octetsAt(`/deals/${at.deal}/documents/${waiting.pdf_sha256}`),
    start: waiting.contents_start,
    end: waiting.contents_end,
    attributes: decoded(waiting.signed_attributes),
    certificate: decoded(waiting.certificate),
  };
  const raw = await signature(own.key, await honest(shown, offered, own));
  await asked(`/deals/${at.deal}/complete_signature`, {
    instrument: at.instrument,
    field: at.field,
    pdf_sha256: waiting.pdf_sha256,
    signature: encoded(raw),
  });
}
