// A paper is read here first: its digest asks what is known, and the file stays where it is until
// somebody wants every signature checked.

const form = document.querySelector("[data-paper]");
const paper = form?.elements.paper;
const digest = form?.querySelector("[data-digest]");

async function read(file) {
  form.querySelector("[data-name]").textContent = file.name;
  const about = form.querySelector("[data-about]");
  about.textContent = form.dataset.reading;
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const hex = [...new Uint8Array(hash)].map((one) => one.toString(16).padStart(2, "0")).join("");
  digest.textContent = hex;
  digest.hidden = false;
  about.textContent = form.dataset.read;
  const asking = document.getElementById("by-digest");
  asking.elements.sha256.value = hex;
  asking.requestSubmit();
}

paper?.addEventListener("change", () => paper.files[0] && read(paper.files[0]));
form?.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
form?.addEventListener("dragleave", () => form.classList.remove("over"));
form?.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  paper.files = event.dataTransfer.files;
  if (paper.files[0]) read(paper.files[0]);
});
