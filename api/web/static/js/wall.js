// The wall reads itself anew when its position moves. Silence is a loss of the network: it says when
// it heard last, and tries again. As a kiosk it turns its panels and keeps the screen awake.

const live = document.getElementById("live");
const pulse = document.getElementById("pulse");
const SILENCE = 12000; // twice as long as the server is ever silent
const AGAIN = 4000;
const REFUSALS = 3;
const SPREAD = 600; // not all walls at once
const TURN = 12000;
let heard = Date.now();
let connection;
let due = false;
let reading = false;
let waiting = 0;

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium", hourCycle: "h23" });

function says(isLive) {
  const lost = pulse.querySelector("[data-state=lost]");
  if (!isLive) lost.textContent = pulse.dataset.lost.replace("{at}", clock.format(heard));
  lost.hidden = isLive;
  pulse.querySelector("[data-state=live]").hidden = !isLive;
}

function hears() {
  heard = Date.now();
  says(true);
}

async function look() {
  waiting = 0;
  if (reading) return;
  due = false;
  reading = true;
  try {
    await htmx.ajax("GET", live.dataset.now, { source: pulse, target: "#wall", swap: "outerMorph" });
  } finally {
    reading = false;
    if (due) soon();
  }
}

function soon(pause = Math.random() * SPREAD) {
  due = true;
  waiting ||= setTimeout(look, pause);
}

live.addEventListener("htmx:sse:before:message", (event) => {
  event.preventDefault(); // it is no HTML
  const { event: kind, data } = event.detail.message;
  hears();
  if (kind === "moved" && JSON.parse(data).position > Number(shown())) soon();
});
const shown = () => document.getElementById("wall").dataset.position;
live.addEventListener("htmx:sse:after:connection", (event) => {
  connection = event.detail.connection;
  hears();
});
live.addEventListener("htmx:sse:error", () => says(false));
live.addEventListener("htmx:finally:request", (event) => {
  if (event.detail.ctx.response?.status === 200) return;
  says(false);
  setTimeout(() => htmx.trigger(live, "again"), AGAIN);
});
let refused = 0;
pulse.addEventListener("htmx:before:swap", (event) => {
  if (event.detail.ctx.response.status === 200) refused = 0;
  else event.preventDefault(); // what is no wall does not take its place
});
pulse.addEventListener("htmx:response:error", () => {
  says(false);
  refused += 1;
  if (refused < REFUSALS) soon(AGAIN * (1 + Math.random()));
  else location.reload(); // whoever looks may be somebody else by now: the session has ended
});
pulse.addEventListener("htmx:error", () => soon(AGAIN * (1 + Math.random())));
addEventListener("offline", () => {
  says(false);
  connection?.reader?.cancel();
});
setInterval(() => {
  if (document.hidden || Date.now() - heard < SILENCE) return;
  says(false);
  connection?.reader?.cancel();
}, 3000);
setInterval(() => document.hidden || soon(), 60000); // witnesses come later than what they witness

// a kiosk: one panel after the other in front, the screen awake
if (document.body.classList.contains("kiosk")) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const TURNS = 3;
  let at = 0;
  const turn = () => {
    for (const one of document.querySelectorAll("#wall [data-panel]")) {
      one.classList.toggle("front", Number(one.dataset.panel) === at % TURNS);
    }
  };
  document.body.classList.add("turning");
  turn();
  document.addEventListener("htmx:after:swap", turn);
  setInterval(() => {
    at += 1;
    turn();
  }, still.matches ? TURN * 3 : TURN);
  const wake = () => {
    if (!document.hidden) navigator.wakeLock?.request("screen").catch(() => {}); // it may be refused
  };
  document.addEventListener("visibilitychange", wake);
  wake();
}
