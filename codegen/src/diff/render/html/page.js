
"use strict";
const find = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

const text = (element) => (element ? element.textContent.toLowerCase() : "");
const changes = all(".change").map((element) => {
  const group = text(element.closest(".group").querySelector("h3"));
  const kind = text(element.closest(".kind").querySelector(".id"));
  return { element, text: [group, kind, text(element)].join(" ") };
});
const around = all(".kind, .group, .weight");

function search() {
  const words = find("#words").value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const change of changes) {
    const fits = words.every((word) => change.text.includes(word));
    change.element.hidden = !fits;
    count += fits;
  }
  for (const element of around) element.hidden = !element.querySelector(".change:not([hidden])");
  find("#found").textContent = words.length ? `${count} of ${changes.length} changes` : "";
  find("#none").hidden = count > 0 || words.length === 0;
}

find("#search").hidden = changes.length < 2;
find("#words").addEventListener("input", search);
find("#search").addEventListener("submit", (event) => event.preventDefault());
search();

const copy = find("#copy");
if (copy) {
  const rules = find("#toml");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(rules.textContent);
      find("#copied").textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(rules);
      find("#copied").textContent = "Selected: copy with the keyboard.";
    }
  });
}
