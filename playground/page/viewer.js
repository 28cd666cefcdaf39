// Shows a text that is read, not written. Of a long one, only the lines in sight are in the document.
import { paint } from "./highlight.js";
import { lens } from "./marks.js";

export const ROW = 20;
/** Up to this many lines are all in the document, for the search of the browser and for screen readers. */
const ALL = 3000;
const MARGIN = 40;

export class Viewer {
  constructor(parent, label) {
    this.scroller = document.createElement("div");
    this.scroller.className = "viewer";
    this.scroller.tabIndex = 0;
    this.scroller.setAttribute("role", "region");
    this.scroller.setAttribute("aria-label", label);
    this.rows = document.createElement("div");
    this.rows.className = "rows";
    this.scroller.append(this.rows);
    parent.append(this.scroller);
    this.lines = [];
    this.marks = new Map();
    this.scroller.addEventListener("scroll", () => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.scroller);
  }

  show(text, name, marks = new Map()) {
    this.lines = text.split("\n");
    this.name = name;
    this.marks = marks;
    this.here = 0;
    const widest = this.lines.reduce((most, line) => Math.max(most, line.length), 0);
    this.rows.style.height = `${this.lines.length * ROW}px`;
    this.rows.style.width = `max(100%, calc(${widest + 2}ch + 5rem))`;
    this.scroller.scrollTo(0, 0);
    this.draw(true);
  }

  mark(marks) {
    this.marks = marks;
    this.draw(true);
  }

  reveal(line) {
    this.here = line;
    this.scroller.scrollTop = Math.max(0, (line - 1) * ROW - this.scroller.clientHeight / 2);
    this.draw(true);
    this.scroller.focus();
  }

  draw(anew = false) {
    const count = this.lines.length;
    const top = Math.floor(this.scroller.scrollTop / ROW);
    const seen = Math.ceil(this.scroller.clientHeight / ROW);
    const [first, last] = count <= ALL ? [0, count] : [Math.max(0, top - MARGIN), Math.min(count, top + seen + MARGIN)];
    if (!anew && first === this.first && last === this.last) return;
    [this.first, this.last] = [first, last];
    const rows = document.createDocumentFragment();
    for (let index = first; index < last; index += 1) {
      const row = document.createElement("div");
      row.className = index + 1 === this.here ? "row here" : "row";
      row.dataset.line = index + 1;
      row.style.top = `${index * ROW}px`;
      paint(row, this.lines[index], this.name);
      const found = this.marks.get(index + 1);
      if (found) row.append(lens(found));
      rows.append(row);
    }
    this.rows.replaceChildren(rows);
  }
}
