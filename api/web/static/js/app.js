// What every page does beyond its HTML: sheets open, the reader's zone is known, focus follows
// what was said. Each page works without it.

import "./presence.js";

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !document.cookie.split("; ").includes(`__Host-zone=${zone}`)) {
  document.cookie = `__Host-zone=${zone}; Path=/; Max-Age=31536000; Secure; SameSite=Lax`;
}

const sheet = document.getElementById("sheet");
document.documentElement.classList.add("scripted");

let pressed; // what is selected across the edge of a sheet ends beside it, and closes nothing
document.addEventListener("pointerdown", (event) => {
  pressed = event.target;
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement && pressed === event.target) pressed.close(); // beside it
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});

// on a narrow screen the row of places, or of tabs, begins where one is
for (const here of document.querySelectorAll("nav [aria-current]")) {
  const row = here.closest("nav");
  const place = here.getBoundingClientRect();
  const seen = row.getBoundingClientRect();
  row.scrollLeft += place.left + place.width / 2 - (seen.left + seen.width / 2);
}

// what was loaded into the sheet opens it; what was answered in place is heard by whoever listens
document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx.target;
  if (target?.id === "sheet-body") {
    if (!sheet.open) sheet.showModal();
    sheet.querySelector("[data-focus]")?.focus();
    return;
  }
  if (event.detail.ctx.sourceElement?.id === "moved") return; // the page followed by itself
  if (sheet.open) sheet.close();
  document.querySelector("#main [data-focus]")?.focus();
});
