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
let connection;

function says(name, shown = true) {
  notices.querySelector(`[data-says=${name}]`).hidden = !shown;
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
  const said = page().querySelector(".said"); // what the reader was told stays to be read
  const how = { source: notices, target: "#main", select: "#main", swap: "outerMorph" };
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

live.addEventListener("htmx:sse:before:message", (event) => {
  event.preventDefault(); // it is no HTML
  says("fresh", false);
  if (concerns(JSON.parse(event.detail.message.data))) soon();
});
live.addEventListener("htmx:sse:after:connection", (event) => {
  connection = event.detail.connection;
  says("cut", false);
});
live.addEventListener("htmx:sse:error", (event) => {
  says(event.detail.status === 401 ? "out" : "cut");
});
// what refuses the first connection is asked again; a broken one connects by itself
live.addEventListener("htmx:finally:request", (event) => {
  const status = event.detail.ctx.response?.status ?? 0;
  if (status === 200) return;
  says(status === 401 ? "out" : "cut");
  setTimeout(() => htmx.trigger(live, "again"), AGAIN);
});
notices.addEventListener("click", (event) => {
  if (event.target.closest("[data-again]")) look(true);
});
document.addEventListener("close", () => due && soon(), true); // a sheet
addEventListener("offline", () => {
  says("cut");
  connection?.reader?.cancel(); // it would be found out late
});
