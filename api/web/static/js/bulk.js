// Many papers, one after the other: each file is a request of its own, so that no folder is too large
// and what is judged stands in the table at once. Without scripts the form does the same in one go.

const form = document.querySelector("[data-bulk]");
const table = document.querySelector("#verdict-rows tbody");
const section = document.querySelector("[data-verdicts]");
const TONES = { valid: "ok", not_valid: "danger", cannot_tell: "warn", unread: "warn" };
const statuses = form ? JSON.parse(form.dataset.statuses) : {};
const chosen = [];
const told = [];

function words(level) {
  return form.dataset[{ valid: "valid", not_valid: "notValid", cannot_tell: "cannotTell" }[level] ?? "unread"];
}

function cell(row, label, content) {
  const made = row.insertCell();
  made.dataset.label = label;
  made.append(content);
  return made;
}

function begun(file) {
  const row = table.insertRow();
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = file.webkitRelativePath || file.name;
  const labels = [...document.querySelectorAll("#verdict-rows thead th")].map((one) => one.textContent);
  row.append(name);
  for (const label of labels.slice(1)) cell(row, label, "");
  row.cells[1].textContent = form.dataset.waiting;
  return row;
}

function chip(level) {
  const made = document.createElement("span");
  made.className = `chip ${TONES[level]}`;
  made.textContent = words(level);
  return made;
}

async function asked(file) {
  for (let again = 0; again < 8; again += 1) {
    const answer = await fetch("/api/v1/verify", {
      method: "POST",
      body: file,
      headers: { "content-type": "application/pdf", "accept-language": form.dataset.language },
    });
    if (answer.status !== 429 && answer.status !== 503) return answer;
    const seconds = Number(answer.headers.get("retry-after")) || 2;
    await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 60) * 1000));
  }
  return null;
}

async function judge(file, row) {
  row.cells[1].textContent = form.dataset.judging;
  let level = "unread", why = "", sha256 = "", standing = "";
  try {
    const answer = await asked(file);
    const said = answer ? await answer.json() : {};
    if (answer?.ok) {
      level = said.level;
      why = said.findings.find((one) => one.code)?.detail ?? "";
      sha256 = said.pdf_sha256;
      standing = statuses[said.status_now] ?? said.status_now;
    } else why = said.detail ?? form.dataset.lost;
  } catch {
    why = form.dataset.lost;
  }
  row.cells[1].replaceChildren(chip(level));
  row.cells[2].textContent = why;
  row.cells[3].textContent = standing;
  told.push([row.cells[0].textContent, sha256, words(level), why, standing]);
  const count = document.querySelector(`[data-count="${level}"] .chip`);
  if (count) count.textContent = `${words(level)} ${told.filter((one) => one[2] === words(level)).length}`;
}

async function all() {
  const bar = form.querySelector("[data-bar]"), progress = form.querySelector("[data-progress]");
  section.hidden = bar.hidden = false;
  const waiting = chosen.splice(0).map((file) => [file, begun(file)]);
  for (const [at, [file, row]] of waiting.entries()) {
    await judge(file, row);
    bar.value = (at + 1) / waiting.length;
    progress.textContent = form.dataset.done.replace("{done}", at + 1).replace("{all}", waiting.length);
  }
  form.querySelector("[data-csv]").hidden = false;
}

function take(files) {
  for (const file of files) if (file.name.toLowerCase().endsWith(".pdf")) chosen.push(file);
  form.querySelector("[data-name]").textContent = chosen.map((one) => one.name).slice(0, 3).join(", ") + (chosen.length > 3 ? ` +${chosen.length - 3}` : "");
}

async function within(entry) {
  if (entry.isFile) return [await new Promise((resolve, refuse) => entry.file(resolve, refuse))];
  const reader = entry.createReader(), found = [];
  for (;;) {
    const part = await new Promise((resolve, refuse) => reader.readEntries(resolve, refuse));
    if (!part.length) return found;
    for (const one of part) found.push(...(await within(one)));
  }
}

const guarded = (text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
const quoted = (text) => `"${guarded(text).replaceAll('"', '""')}"`;

if (form) {
  form.querySelector("[data-plain]").hidden = true;
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => take(input.files));
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen.length) all();
  });
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry()).filter(Boolean);
    for (const entry of entries) take(await within(entry));
  });
  form.querySelector("[data-csv]").addEventListener("click", () => {
    const lines = [["file", "sha256", "verdict", "reason", "status"], ...told];
    const content = "\ufeff" + lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "text/csv" }));
    link.download = "verdicts.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
