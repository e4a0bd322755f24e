// What every page does beyond its HTML: sheets open, the reader's zone is known, focus follows
// what was said. Each page works without it.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.split("; ").includes(`__Host-zone=${zone}`)) {
  document.cookie = `__Host-zone=${zone}; Path=/; Max-Age=31536000; Secure; SameSite=Lax`;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement) event.target.close(); // beside the sheet
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});

// after a form was answered in place, whoever cannot see hears what it came to
document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector("#main [data-focus]");
  if (said) said.focus();
  scrollTo({ top: 0, behavior: "instant" });
});
