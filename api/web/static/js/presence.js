// A passkey within any form: the challenge is fetched when the button is pressed, so that it is
// fresh however long the page was read, and names exactly what the form is about to do.

async function asked(form) {
  const said = (name) => form.elements[`presence-${name}`].value;
  const answer = await fetch("/api/v1/session/step_up/ask", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      operation: said("operation"),
      document_sha256: said("document"),
      deal: said("deal"),
      seat: said("seat"),
    }),
  });
  return answer.ok ? (await answer.json()).passkey : null;
}

function otherwise(form) {
  const fold = form.querySelector("details.otherwise");
  if (fold) fold.open = true;
  form.elements["presence-code"]?.focus(); // no device, or its holder thought better
}

document.addEventListener("submit", async (event) => {
  const button = event.submitter;
  const form = event.target;
  if (!button?.matches("[data-passkey-shows]") || form.elements["presence-answer"].value) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  try {
    const { shown } = await import("./passkey.js");
    const asking = await asked(form);
    if (!asking) return otherwise(form);
    const passkey = await shown(asking.options);
    const proof = { challenge: asking.challenge, passkey };
    form.elements["presence-answer"].value = JSON.stringify(proof);
    form.requestSubmit(button);
  } catch {
    otherwise(form);
  }
}, true);
