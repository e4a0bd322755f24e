// Which parts of a paper have been on the screen: told beside the signature, and kept for the visit.

const whole = document.querySelector("[data-parts]");
const parts = [...document.querySelectorAll("[data-part]")];
const told = document.querySelector("[data-seen]");
const short = document.querySelector("[data-seen-short]");
const base = document.querySelector("[name=base_pdf_sha256]");

if (whole && told && base) {
  const place = `seen ${base.value} ${whole.lang}`;
  const seen = new Set(JSON.parse(sessionStorage.getItem(place) || "[]"));

  const shows = () => {
    const says = told.dataset.told.replace("{n}", seen.size).replace("{all}", parts.length);
    told.textContent = says;
    told.hidden = false;
    told.classList.toggle("all", seen.size === parts.length);
    if (short) short.textContent = says;
    sessionStorage.setItem(place, JSON.stringify([...seen]));
  };

  // the end of a part has been on the screen: so has what is before it
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.add(entry.target.parentElement.dataset.part);
      watch.unobserve(entry.target);
    }
    shows();
  });
  for (const part of parts) {
    part.classList.toggle("seen", seen.has(part.dataset.part));
    watch.observe(part.lastElementChild);
  }
  shows();
}
