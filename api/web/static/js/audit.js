// The slider of a replay: says what it points at while it moves, and shows it when it rests.
// Without scripts it is sent by its button.

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-replay]");
  if (!form || event.target.type !== "range") return;
  const { value, max } = event.target;
  const told = form.dataset.position
    ? form.dataset.position.replace("#", value)
    : event.target.list?.options[value - 1]?.label ?? `${value} / ${max}`;
  const output = form.closest("section").querySelector("[data-said]");
  if (output) output.textContent = told;
  event.target.setAttribute("aria-valuetext", told);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-replay]");
  if (form && event.target.type === "range") form.requestSubmit();
});
