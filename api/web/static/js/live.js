// Follows what happens. The server says that something moved, where and in which deal, never what;
// the page then reads itself anew, in its reader's language and with their rights. Where the reader
// is at work, it only says so: nothing that was typed is lost.

const live = document.getElementById("live");
const notices = document.getElementById("moved");
const page = () => document.getElementById("main");
const PAUSE = { deal: 150, all: 1500 }; // what moves together is read together
const AGAIN = 5000;
let due = false;
let reading = false;
let waiting = 0;
const connections = new Map(); // by what listens: each to one edition
const lost = new Set();
let said; // what the reader was told stays to be read

function says(name, shown = true) {
  notices.querySelector(`[data-says=${name}]`).hidden = !shown;
}

function loses(feed, status) {
  if (status === 401) return says("out");
  lost.add(feed);
  says("cut");
}

function isChanged(field) {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  const first = Math.max([...field.options].findIndex((one) => one.defaultSelected), 0);
  return field.selectedIndex !== first;
}

function isAtWork() {
  if ("told" in page().dataset || document.querySelector("dialog[open]")) return true;
  const fields = page().querySelectorAll("input:not([type=hidden]), textarea, select");
  return [...fields].some((one) => one === document.activeElement || isChanged(one));
}

function concerns(happened) {
  const deal = page().dataset.follows;
  return deal === "*" ? happened.deal !== "" : happened.deal === deal;
}

function soon() {
  due = true;
  const pause = page().dataset.follows === "*" ? PAUSE.all : PAUSE.deal;
  waiting ||= setTimeout(look, pause * (1 + Math.random())); // not all readers at once
}

async function look(asked) {
  waiting = 0;
  if (reading || !due) return;
  if (asked !== true && isAtWork()) return says("moved");
  due = false;
  reading = true;
  const where = location.pathname + location.search;
  const how = { source: notices, target: "#main", select: "#main", swap: "outerMorph" };
  said = null;
  try {
    await htmx.ajax("GET", where, how);
    if (said && !page().querySelector(".said")) page().prepend(said);
    says("moved", false);
    says("fresh");
  } finally {
    reading = false;
    if (due) soon();
  }
}

// a form may have been answered while the page was on its way
document.addEventListener("htmx:before:swap", (event) => {
  if (event.detail.ctx.sourceElement === notices) said = page().querySelector(".said");
});
live.addEventListener("htmx:sse:before:message", (event) => {
  event.preventDefault(); // it is no HTML
  says("fresh", false);
  if (concerns(JSON.parse(event.detail.message.data))) soon();
});
live.addEventListener("htmx:sse:after:connection", (event) => {
  connections.set(event.target, event.detail.connection);
  lost.delete(event.target);
  if (!lost.size) says("cut", false);
});
live.addEventListener("htmx:sse:error", (event) => loses(event.target, event.detail.status));
// what refuses the first connection is asked again; a broken one connects by itself
live.addEventListener("htmx:finally:request", (event) => {
  const status = event.detail.ctx.response?.status ?? 0;
  if (status === 200) return;
  loses(event.target, status);
  setTimeout(() => htmx.trigger(event.target, "again"), AGAIN);
});
notices.addEventListener("click", (event) => {
  if (event.target.closest("[data-again]")) look(true);
});
document.addEventListener("close", () => due && soon(), true); // a sheet
addEventListener("offline", () => {
  says("cut");
  for (const one of connections.values()) one?.reader?.cancel(); // it would be found out late
});
