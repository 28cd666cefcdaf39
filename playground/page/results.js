// The output: a call, files, findings, operations, types.
import { paint, paintAll } from "./highlight.js";
import { Viewer } from "./viewer.js";

/** How many rows of a list are shown at a time. */
const PAGE = 300;

const panel = (name) => document.getElementById(`panel-${name}`);

function element(tag, name, ...content) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...content);
  return made;
}

function code(text, name) {
  const made = element("code");
  paintAll(made, text, name);
  return made;
}

/** A list that shows more rows when asked. */
function paged(list, rows, row) {
  const more = (from) => {
    rows.slice(from, from + PAGE).forEach((each) => list.append(row(each)));
    const rest = rows.length - from - PAGE;
    if (rest <= 0) return;
    const button = element("button", "", `Show ${Math.min(rest, PAGE)} of ${rest} more`);
    const item = element("li", "", button);
    button.addEventListener("click", () => {
      item.remove();
      more(from + PAGE);
    });
    list.append(item);
  };
  list.replaceChildren();
  more(0);
}

/** A field that narrows a list. */
function filtered(label, rows, textOf, list, row) {
  const field = element("input", "filter");
  Object.assign(field, { type: "search", placeholder: label });
  field.setAttribute("aria-label", label);
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    paged(list, rows.filter((each) => words.every((word) => textOf(each).toLowerCase().includes(word))), row);
  };
  field.addEventListener("input", show);
  show();
  return field;
}

export class Results {
  /** `textOf(index)` promises the text of a file; `reveal(file, line)` shows a place in the input. */
  constructor(textOf, reveal) {
    this.textOf = textOf;
    this.reveal = reveal;
    this.path = "src/lib.rs";
    const split = element("div", "split");
    this.list = element("nav", "list");
    this.list.setAttribute("aria-label", "Files of the crate");
    const shown = element("div", "shown");
    split.append(this.list, shown);
    panel("code").append(split);
    this.viewer = new Viewer(shown, "The text of the file");
    this.empty();
  }

  empty() {
    this.list.replaceChildren();
    this.viewer.show("", "");
    for (const name of ["call", "findings", "operations", "types"]) {
      panel(name).replaceChildren(element("p", "note", "Nothing is bound yet."));
    }
  }

  /** What was bound. Its files come later. */
  show(summary, input) {
    this.call(summary, input);
    this.operations(summary.listing);
    this.types(summary.listing);
    this.list.replaceChildren(element("p", "note", "The files are being written."));
    this.viewer.show("", "");
  }

  call({ example, package: name, listing }, input) {
    const box = element("div", "call");
    const block = (title, text, kind) => box.append(element("h2", "", title), element("pre", "", code(text, kind)));
    if (example) block("A first call", example, ".rs");
    else box.append(element("p", "note", listing.operations.length ? "No operation can be called with plain values alone; see the operations." : "The description has no operations; its types are in the files."));
    const config = input.config.trim() ? " --config bindery.toml" : "";
    block("Make this crate", `bindery generate ${input.name}${config} --out ${name}`, "");
    block("Depend on it", `[dependencies]\n${name} = { path = "${name}" }\ntokio = { version = "1", features = ["macros", "rt-multi-thread"] }`, ".toml");
    panel("call").replaceChildren(box);
  }

  files(files) {
    const rows = files.map((file, index) => ({ ...file, index }));
    const list = element("ul");
    const row = (file) => {
      const button = element("button", "", file.path);
      button.type = "button";
      button.setAttribute("aria-current", String(file.path === this.path));
      button.addEventListener("click", () => this.open(file, list));
      return element("li", "", button);
    };
    this.list.replaceChildren(filtered("Filter files", rows, (file) => file.path, list, row), list);
    const open = rows.find((file) => file.path === this.path) ?? rows.find((file) => file.path === "src/lib.rs") ?? rows[0];
    if (open) this.open(open, list);
  }

  async open(file, list) {
    this.path = file.path;
    for (const button of list.querySelectorAll("button")) button.setAttribute("aria-current", String(button.textContent === file.path));
    const text = await this.textOf(file.index);
    if (this.path === file.path) this.viewer.show(text, file.path);
  }

  operations(listing) {
    const list = element("ul", "listing");
    const row = (each) => {
      const events = each.events ? `events of ${each.events}` : each.output;
      const item = element("li", "", element("strong", "", `${each.method} ${each.path}`), code(each.call, ".rs"));
      item.append(element("small", "", `→ ${events}${each.paging.length ? `; in pages (${each.paging.join(", ")})` : ""}`));
      return item;
    };
    const left = listing.skipped.map((each) => ({ skipped: true, ...each }));
    const any = (each) => (each.skipped ? element("li", "", element("strong", "warning", "left out"), ` ${each.pointer}: ${each.reason}`) : row(each));
    const textOf = (each) => (each.skipped ? each.pointer : `${each.method} ${each.path} ${each.id} ${each.call}`);
    const field = filtered("Filter operations", [...listing.operations, ...left], textOf, list, any);
    panel("operations").replaceChildren(element("div", "bar", field), list);
  }

  types(listing) {
    const list = element("ul", "listing");
    const row = (each) => {
      const same = each.same_as ? ` = ${each.same_as}` : "";
      return element("li", "", code(each.rust + same, ".rs"), element("small", "", each.reason ? `any JSON: ${each.reason}` : `${each.kind}, ${each.pointer}`));
    };
    const untyped = listing.untyped.map((each) => ({ rust: each.pointer, ...each }));
    const field = filtered("Filter types", [...listing.schemas, ...untyped], (each) => `${each.rust} ${each.pointer}`, list, row);
    panel("types").replaceChildren(element("div", "bar", field), list);
  }

  /** The findings, with the lines that they are about. */
  findings(findings, texts) {
    if (findings.length === 0) {
      panel("findings").replaceChildren(element("p", "note", "No errors, warnings or notes."));
      return;
    }
    const lines = new Map(Object.entries(texts).map(([file, text]) => [file, text.split("\n")]));
    const list = element("ol", "findings");
    paged(list, findings, (each) => this.finding(each, lines.get(each.file)));
    panel("findings").replaceChildren(list);
  }

  finding(each, lines) {
    const kind = each.severity === "note" ? "note-severity" : each.severity;
    const item = element("li", "", element("p", "", element("span", `severity ${kind}`, `${each.severity}[${each.code}]`), ` ${each.message}`));
    if (each.line) {
      const place = element("button", "place", `${each.file}:${each.line}:${each.column}`);
      place.type = "button";
      place.addEventListener("click", () => this.reveal(each.file, each.line));
      item.append(element("p", "", place));
      const line = (lines?.[each.line - 1] ?? "").slice(0, 400);
      const excerpt = element("pre", "", `${each.line} │ `);
      paint(excerpt, line, each.file);
      excerpt.tabIndex = 0;
      item.append(excerpt);
    }
    if (each.expected) item.append(element("p", "", `expected: ${each.expected}`));
    if (each.help) item.append(element("p", "", `help: ${each.help}`));
    return item;
  }
}
