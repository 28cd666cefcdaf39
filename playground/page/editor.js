// A text field with line numbers, and findings at the ends of their lines. A text that is too large to edit is shown instead.
import { Viewer, ROW } from "./viewer.js";
import { lens } from "./marks.js";

/** Larger texts make a text field slow. */
export const LARGEST_EDITED = 1_000_000;

export class Editor {
  constructor(parent, label, changed, pasted) {
    this.box = document.createElement("div");
    this.box.className = "editor";
    this.gutter = child(this.box, "gutter");
    this.gutter.setAttribute("aria-hidden", "true");
    const field = child(this.box, "field");
    this.area = document.createElement("textarea");
    Object.assign(this.area, { spellcheck: false, wrap: "off", autocomplete: "off" });
    this.area.setAttribute("aria-label", label);
    field.append(this.area);
    this.lenses = child(field, "lenses");
    this.lenses.setAttribute("aria-hidden", "true");
    parent.append(this.box);
    this.viewer = new Viewer(parent, `${label}, too large to edit here`);
    this.viewer.scroller.hidden = true;
    this.marks = new Map();
    this.large = null;
    this.area.addEventListener("input", () => {
      this.marks = new Map();
      this.measure();
      changed();
    });
    this.area.addEventListener("scroll", () => requestAnimationFrame(() => this.draw()));
    this.area.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text.length > LARGEST_EDITED) {
        event.preventDefault();
        pasted(text);
      }
    });
    new ResizeObserver(() => this.draw()).observe(this.box);
  }

  get text() {
    return this.large ?? this.area.value;
  }

  set(text, name) {
    this.name = name;
    this.marks = new Map();
    this.large = text.length > LARGEST_EDITED ? text : null;
    this.box.hidden = this.large !== null;
    this.viewer.scroller.hidden = this.large === null;
    this.area.value = this.large === null ? text : "";
    if (this.large !== null) {
      this.viewer.show(text, name);
    } else {
      this.viewer.show("", name);
      this.area.setSelectionRange(0, 0);
      this.area.scrollTo(0, 0);
    }
    this.measure();
  }

  mark(marks) {
    this.marks = marks;
    if (this.large !== null) this.viewer.mark(marks);
    this.draw();
  }

  reveal(line) {
    if (this.large !== null) return this.viewer.reveal(line);
    const start = this.lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (this.lines[line - 1] ?? "").length);
    this.area.scrollTop = Math.max(0, (line - 1) * ROW - this.area.clientHeight / 2);
    this.draw();
  }

  measure() {
    this.lines = this.area.value.split("\n");
    this.draw();
  }

  draw() {
    if (this.large !== null || !this.lines) return;
    const { scrollTop, scrollLeft, clientHeight } = this.area;
    const first = Math.floor(scrollTop / ROW);
    const last = Math.min(this.lines.length, first + Math.ceil(clientHeight / ROW) + 1);
    const [numbers, lenses] = [document.createDocumentFragment(), document.createDocumentFragment()];
    for (let index = first; index < last; index += 1) {
      const found = this.marks.get(index + 1);
      const number = child(numbers, `number ${found?.[0].severity ?? ""}`);
      number.style.top = `${index * ROW - scrollTop}px`;
      number.textContent = index + 1;
      if (found) {
        const mark = lens(found);
        mark.style.top = number.style.top;
        const width = this.lines[index].replaceAll("\t", "    ").length;
        mark.style.left = `calc(${width + 1}ch + .5rem - ${scrollLeft}px)`;
        lenses.append(mark);
      }
    }
    this.gutter.replaceChildren(numbers);
    this.lenses.replaceChildren(lenses);
  }
}

function child(parent, name) {
  const element = document.createElement("div");
  element.className = name;
  parent.append(element);
  return element;
}
