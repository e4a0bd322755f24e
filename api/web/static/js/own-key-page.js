// The page on which somebody signs with the key of this browser: what stands, and what comes next.

import { certified, kept, makeKey, offer, sign, standing } from "./own-key.js";

const page = document.getElementById("own-key");
const at = { ...page.dataset };
const name = `${at.person}/${at.mandate}`;
const parts = [...page.querySelectorAll("[data-when]")];
const read = page.querySelector("#own-key-read");
const signing = page.querySelector("[data-does=sign]");

function shows(state, own) {
  for (const part of parts) part.hidden = !part.dataset.when.split(" ").includes(state);
  for (const place of page.querySelectorAll("[data-key-name]")) {
    place.textContent = own ? own.name : "";
  }
  page.dataset.state = state;
}

async function looks() {
  const own = await kept(name);
  if (!own) return shows("none");
  const now = await standing(at, own);
  if (!now) return shows("made", own);
  if (now.withdrawn_at) return shows("withdrawn", own);
  if (!now.valid_until) return shows("offered", own);
  if (!own.certificate) await certified(at, name, own);
  return shows("certified", own);
}

const does = {
  make: async () => offer(at, await makeKey(name)),
  offer: async () => offer(at, await kept(name)),
  look: async () => {},
  sign: async () => {
    await sign(at, await kept(name));
    page.dataset.done = "signed";
  },
};

function told(error) {
  const said = page.querySelector(`[data-refusal="${error.code}"]`);
  const problem = page.querySelector("#own-key-problem");
  const otherwise = page.querySelector("[data-refusal=otherwise]");
  problem.textContent = said ? said.textContent : error.said || otherwise.textContent;
  problem.dataset.code = error.code || "otherwise";
  problem.hidden = false;
  problem.focus();
}

page.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-does]");
  if (!button) return;
  page.querySelector("#own-key-problem").hidden = true;
  button.disabled = true;
  try {
    await does[button.dataset.does]();
    if (page.dataset.done) shows("signed", await kept(name));
    else await looks();
  } catch (error) {
    told(error);
  }
  button.disabled = button === signing && !read.checked;
});

read?.addEventListener("change", () => {
  signing.disabled = !read.checked;
});

looks().catch(told);
