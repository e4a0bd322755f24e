// A file is handed in by parts: what has come stays, and after a loss it goes on from there, also
// when the page was closed meanwhile. Without this script the same form brings the file as a whole.

const PART = 4 * 1024 * 1024;
const TRIES = 8;
const form = document.querySelector("[data-uploads]");

const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function tell(text, part) {
  const going = form.querySelector(".going");
  going.hidden = false;
  going.querySelector("[role=status]").textContent = text;
  going.querySelector("progress").value = part;
}

class Refused extends Error {}

async function sent(url, method, headers, body) {
  const answer = await fetch(url, { method, headers, body });
  if (answer.ok) return answer;
  if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`);
  const told = await answer.json().catch(() => ({}));
  const refused = new Refused(told.detail ?? "");
  refused.code = told.code;
  throw refused;
}

// where an upload of the same file was left, if the server still has it
async function left(key) {
  const url = sessionStorage.getItem(key);
  if (!url) return null;
  const answer = await fetch(url, { method: "HEAD" });
  const done = answer.headers.get("upload-complete") === "?1";
  return answer.ok && !done ? { url, offset: Number(answer.headers.get("upload-offset")) } : null;
}

async function begun(file, digest, key) {
  const name = encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const answer = await sent(form.dataset.uploads, "POST", {
    "upload-complete": "?0",
    "upload-length": `${file.size}`,
    "repr-digest": `sha-256=:${digest}:`,
    "content-disposition": `attachment; filename*=UTF-8''${name}`,
  });
  const url = answer.headers.get("location");
  sessionStorage.setItem(key, url);
  return { url, offset: 0 };
}

async function handIn(file) {
  tell(form.dataset.hashing, 0);
  const digest = base64(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
  const key = `${form.dataset.uploads}:${digest}`;
  let { url, offset } = (await left(key)) ?? (await begun(file, digest, key));
  for (let lost = 0; ; ) {
    const part = file.slice(offset, offset + PART);
    const last = offset + part.size >= file.size;
    try {
      await sent(url, "PATCH", {
        "content-type": "application/partial-upload",
        "upload-complete": last ? "?1" : "?0",
        "upload-offset": `${offset}`,
      }, part);
      if (last) break;
      offset += part.size;
      lost = 0;
      const text = form.dataset.going.replace("{n}", Math.round((100 * offset) / file.size) + " %").replace("{all}", file.name);
      tell(text, offset / file.size);
    } catch (error) {
      if (error instanceof Refused && error.code !== "upload_offset_differs") throw error;
      if ((lost += 1) > TRIES) throw error;
      tell(form.dataset.lost, offset / file.size);
      await wait(Math.min(1000 * 2 ** lost, 15000));
      offset = (await left(key))?.offset ?? offset;
    }
  }
  sessionStorage.removeItem(key);
}

form?.addEventListener("submit", async (event) => {
  const file = form.elements.file.files[0];
  if (!file) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await handIn(file);
    location.reload();
  } catch (error) {
    tell((error instanceof Refused && error.message) || form.dataset.refused, 0);
    button.disabled = false;
  }
});
