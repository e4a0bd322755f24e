// The token of a link never leaves the browser but in a form: it stands behind the #, and goes from
// the address as soon as it is read.

const form = document.querySelector("[data-token]");
const token = location.hash.slice(1);
if (form && token) {
  history.replaceState(null, "", location.pathname);
  form.elements.given.value = token;
  if (!("waits" in form.dataset)) form.requestSubmit(); // what ends sessions is pressed by a person
}
