// Passkeys: the challenge stands in the page, and what the device answers goes back as a form.

const bytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const named = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

const whole = (found, response) => (
  { id: found.id, rawId: text(found.rawId), type: found.type, response });

export async function shown(options) {
  const found = await navigator.credentials.get({ publicKey: {
    ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials),
  } });
  const said = found.response;
  return whole(found, {
    clientDataJSON: text(said.clientDataJSON),
    authenticatorData: text(said.authenticatorData),
    signature: text(said.signature),
    userHandle: said.userHandle ? text(said.userHandle) : null,
  });
}

export async function made(options) {
  const found = await navigator.credentials.create({ publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
  } });
  const said = found.response;
  return whole(found, {
    clientDataJSON: text(said.clientDataJSON),
    attestationObject: text(said.attestationObject),
  });
}

function offer(form, asking, ask) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    try {
      const passkey = await ask(asking.options);
      form.elements.answer.value = JSON.stringify({ challenge: asking.challenge, passkey });
      form.requestSubmit(event.submitter);
    } catch {
      document.querySelector("main input:not([type=hidden])")?.focus(); // its holder thought better
    }
  });
}

if (globalThis.PublicKeyCredential) {
  const come = document.querySelector("[data-passkey]");
  const make = document.querySelector("[data-new-passkey]");
  if (come) offer(come, JSON.parse(come.dataset.passkey), shown);
  if (make) offer(make, JSON.parse(make.dataset.newPasskey), made);
}
