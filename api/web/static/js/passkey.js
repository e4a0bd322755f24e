// Sign in with a passkey: the challenge stands in the page, the answer goes back as a form.

const form = document.getElementById("passkey");
const bytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

if (form && globalThis.PublicKeyCredential) {
  const asking = JSON.parse(form.dataset.passkey);
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    const { challenge, allowCredentials = [], ...options } = asking.options;
    try {
      const found = await navigator.credentials.get({ publicKey: {
        ...options,
        challenge: bytes(challenge),
        allowCredentials: allowCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
      } });
      const said = found.response;
      form.elements.answer.value = JSON.stringify({ challenge: asking.challenge, passkey: {
        id: found.id,
        rawId: text(found.rawId),
        type: found.type,
        response: {
          clientDataJSON: text(said.clientDataJSON),
          authenticatorData: text(said.authenticatorData),
          signature: text(said.signature),
          userHandle: said.userHandle ? text(said.userHandle) : null,
        },
      } });
      form.submit();
    } catch {
      document.getElementById("address").focus(); // there was none, or its holder thought better
    }
  });
}
