// The page: what is typed, opened, dropped or linked goes to the generator, and what it says is shown.
import { Editor } from "./editor.js";
import { Engine } from "./engine.js";
import { marksOf } from "./marks.js";
import { Results } from "./results.js";
import { LONGEST_LINK, fromFragment, toFragment } from "./share.js";
import { tabs } from "./tabs.js";

const EXAMPLES = [
  { title: "Parcels", name: "parcels.yaml" },
  { title: "Workshop: unions, files, events, findings", name: "workshop.yaml", config: "workshop.toml" },
  { title: "Auth0 log streams", name: "auth0-log-streams.json", config: "auth0-log-streams.toml" },
];
const LARGEST_FILE = 64 << 20;
const PAUSE = 250;
const CONFIG = "bindery.toml";
const by = (id) => document.getElementById(id);

/** What is in the editors: `name` is that of the file; `typed` says that a person wrote in it. */
let input = { name: "openapi.yaml", typed: false };
let previous = null;
let engine = null;
let timer = 0;
let running = false;
let again = false;
let files = { count: 0, folder: "" };

const chooseInput = tabs(document.querySelectorAll(".tabs")[0]);
const chooseOutput = tabs(document.querySelectorAll(".tabs")[1]);
const description = new Editor(by("panel-description"), "Description, in JSON or YAML", typed, (text) => load({ name: "openapi.json", description: text }));
const config = new Editor(by("panel-config"), CONFIG, typed, (text) => load({ config: text }));
const results = new Results((index) => engine.text(index).catch(() => ""), reveal);

function status(text) {
  by("status").textContent = text;
}

function alert(text) {
  by("alert").textContent = text;
  by("alert").hidden = !text;
}

function typed() {
  input.typed = true;
  keep();
  soon(PAUSE);
}

/** A reload brings back what was typed. */
function keep() {
  try {
    const [text, settings] = [description.text, config.text];
    if (text.length + settings.length < 2_000_000) sessionStorage.setItem("input", JSON.stringify({ name: input.name, description: text, config: settings }));
    else sessionStorage.removeItem("input");
  } catch {
    // A browser may forbid it or have no room; nothing else depends on it.
  }
}

/** Replaces what is in the editors. What someone typed can be brought back. */
function load(values) {
  if (input.typed) {
    previous = { name: input.name, description: description.text, config: config.text };
    by("previous-name").textContent = `Your text (${input.name}) was replaced.`;
    by("previous").hidden = false;
  }
  alert("");
  if (values.description !== undefined) {
    input = { name: values.name, typed: false };
    description.set(values.description, values.name);
    chooseInput("tab-description");
  }
  if (values.config !== undefined) config.set(values.config, CONFIG);
  keep();
  soon(0);
}

function soon(pause) {
  clearTimeout(timer);
  timer = setTimeout(run, pause);
}

/** The name that tells JSON from YAML, whatever was typed over the file. */
function nameOf(text) {
  const isJson = /^\s*[{[]/.test(text.slice(0, 1000));
  if (!isJson && input.name.endsWith(".json")) return input.name.replace(/json$/, "yaml");
  return input.name;
}

async function run() {
  if (!engine) return;
  if (running) {
    again = true;
    return;
  }
  running = true;
  const now = { name: nameOf(description.text), description: description.text, config: config.text };
  const bytes = new TextEncoder().encode(now.description);
  const start = performance.now();
  const ticking = progress(bytes.length, start);
  try {
    const summary = await engine.bind(now.name, bytes, now.config);
    const about = shown(summary, now);
    performance.measure("first result", { start });
    if (summary.package !== null) {
      const written = await engine.write();
      files = { count: written.length, folder: summary.package };
      results.files(written);
      status(`${counted(written.length, "file")}, ${about} in ${((performance.now() - start) / 1000).toFixed(2)} s`);
    }
    by("download").disabled = files.count === 0;
    performance.measure("files", { start });
    document.documentElement.dataset.runs = String(Number(document.documentElement.dataset.runs ?? 0) + 1);
  } catch (error) {
    stopped(error.message);
  } finally {
    ticking();
    running = false;
  }
  if (again) {
    again = false;
    run();
  }
}

/** Shows how long it takes, if it does; returns what ends that. */
function progress(size, start) {
  const show = () => {
    const seconds = (performance.now() - start) / 1000;
    by("working").hidden = seconds < 0.4;
    by("elapsed").textContent = `${(size / 1e6).toFixed(1)} MB, ${seconds.toFixed(0)} s`;
  };
  const interval = setInterval(show, 200);
  return () => {
    clearInterval(interval);
    by("working").hidden = true;
  };
}

function counted(count, one) {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** Shows all but the files. Returns the rest of the status. */
function shown(summary, now) {
  const of = (severity) => summary.findings.filter((each) => each.severity === severity).length;
  const found = [[of("error"), "error"], [of("warning"), "warning"], [of("note"), "note"]].filter(([count]) => count > 0).map(([count, one]) => counted(count, one));
  // An answer about a text that has changed since has its lines elsewhere.
  if (now.description === description.text) description.mark(marksOf(summary.findings, now.name));
  if (now.config === config.text) config.mark(marksOf(summary.findings, CONFIG));
  results.findings(summary.findings, { [now.name]: now.description, [CONFIG]: now.config });
  by("tab-findings").textContent = `Findings (${summary.findings.length})`;
  const isBound = summary.package !== null;
  by("output").classList.toggle("stale", !isBound && files.count > 0);
  let about = "";
  if (isBound) {
    files = { count: 0, folder: "" };
    results.show(summary, now);
    about = [counted(summary.listing.operations.length, "operation"), counted(summary.listing.schemas.length, "type"), ...found].join(", ");
    status(`${about}; writing the files…`);
    const ignored = summary.not_read.map((key) => `\`${key}\``).join(", ");
    alert(ignored ? `This page reads no files, so ${ignored} of ${CONFIG} had no effect.` : "");
  } else {
    const first = summary.findings[0];
    status(`Not bound: ${found.join(", ")}`);
    const kept = files.count > 0 ? "\nThe output is that of the last text without errors." : "";
    alert(now.description.trim() ? `${first.file}${first.line ? `:${first.line}:${first.column}` : ""}: ${first.message}${kept}` : "Paste, drop or open an OpenAPI description.");
  }
  by("download").disabled = files.count === 0;
  return about;
}

/** The generator did not answer: it was stopped, or it has a fault. */
function stopped(reason) {
  const was = reason === "stopped";
  if (!was) engine.restart(reason);
  files = { count: 0, folder: "" };
  results.empty();
  by("download").disabled = true;
  status(was ? "Stopped." : "The generator failed.");
  alert(was ? "" : `The generator failed on this text (${reason}). Your text is as it was. Please report it with the text, or a part of it.`);
}

function reveal(file, line) {
  const isConfig = file === CONFIG;
  chooseInput(isConfig ? "tab-config" : "tab-description");
  (isConfig ? config : description).reveal(line);
}

/** Files that were opened or dropped: a bindery.toml by its extension, and a description. */
async function take(list) {
  const chosen = [...list];
  const values = {};
  for (const file of chosen) {
    if (file.size > LARGEST_FILE) return alert(`${file.name} has ${(file.size / 1e6).toFixed(0)} MB; this page takes up to ${LARGEST_FILE >> 20} MB. Your text is as it was.`);
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch (error) {
      const why = error instanceof TypeError ? "is not text in UTF-8" : "cannot be read";
      return alert(`${file.name} ${why}. Your text is as it was.`);
    }
    if (file.name.endsWith(".toml")) values.config = text;
    else if (values.description === undefined) Object.assign(values, { name: file.name, description: text });
    else return alert("There are two descriptions among the files; choose one, and a bindery.toml if you have one.");
  }
  if (chosen.length > 0) load(values);
}

async function share() {
  const fragment = await toFragment({ name: input.name, description: description.text, config: config.text });
  if (fragment.length > LONGEST_LINK) {
    return alert(`The text is too large for a link: ${Math.ceil(fragment.length / 1000)} kB compressed, and links break above ${LONGEST_LINK / 1000} kB. Send the files instead.`);
  }
  history.replaceState(null, "", `#${fragment}`);
  alert("");
  try {
    await navigator.clipboard.writeText(location.href);
    status("The link is in the clipboard and the address bar. It holds the whole text.");
  } catch {
    status("The link is in the address bar. It holds the whole text.");
  }
}

async function download() {
  by("download").disabled = true;
  try {
    const archive = await engine.archive(files.folder);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(archive);
    link.download = `${files.folder}.zip`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch (error) {
    alert(`The archive cannot be made: ${error.message}`);
  } finally {
    by("download").disabled = files.count === 0;
  }
}

/** Loads what the address holds; says whether there was something. */
async function fromAddress() {
  try {
    const linked = await fromFragment(location.hash);
    if (linked) load({ ...linked, description: linked.description });
    return Boolean(linked);
  } catch (error) {
    alert(`${error.message} Your text is as it was.`);
    return false;
  }
}

function stored() {
  try {
    const values = JSON.parse(sessionStorage.getItem("input"));
    return [values.name, values.description, values.config].every((each) => typeof each === "string") ? values : null;
  } catch {
    return null;
  }
}

function listen(examples) {
  const select = by("example");
  select.append(new Option("Choose…", ""), ...EXAMPLES.map(({ title }, index) => new Option(title, index)));
  select.addEventListener("change", () => {
    if (select.value !== "") load(examples[select.value]);
    select.value = "";
  });
  by("open").addEventListener("click", () => by("files").click());
  by("files").addEventListener("change", async () => {
    await take(by("files").files);
    by("files").value = "";
  });
  by("share").addEventListener("click", share);
  by("download").addEventListener("click", download);
  by("stop").addEventListener("click", () => {
    clearTimeout(timer);
    again = false;
    engine.restart("stopped");
  });
  by("restore").addEventListener("click", () => {
    const values = previous;
    by("previous").hidden = true;
    input.typed = false;
    load(values);
    input.typed = true;
  });
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dragging");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dragging");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    document.body.classList.remove("dragging");
    if (event.dataTransfer.files.length > 0) return take(event.dataTransfer.files);
    const text = event.dataTransfer.getData("text/plain");
    if (text) load({ name: "openapi.yaml", description: text });
  });
  addEventListener("hashchange", fromAddress);
}

async function read(name) {
  const response = await fetch(name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.text();
}

/** From here on the page has no network: the policy that is added to the first one forbids all connections. */
function lock() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "connect-src 'none'";
  document.head.append(policy);
}

async function start() {
  const texts = EXAMPLES.map(async ({ name, config }) => ({ name, description: await read(`examples/${name}`), config: config ? await read(`examples/${config}`) : "" }));
  const [module, ...examples] = await Promise.all([WebAssembly.compileStreaming(fetch("generator_bg.wasm")), ...texts]);
  lock();
  engine = new Engine(module);
  listen(examples);
  const waiting = input.typed;
  if (!(await fromAddress())) {
    // The message about a link stays.
    const message = by("alert").textContent;
    if (!waiting) load(stored() ?? examples[0]);
    else soon(0);
    if (message) setTimeout(() => alert(message), 0);
  }
  chooseOutput("tab-call");
  warm(examples.at(-1));
}

/** Lets the browser compile the generator, which it does for each function when that is first called, while someone reads the page. */
async function warm({ name, description: text, config: settings }) {
  while (running || document.documentElement.dataset.runs === undefined) await new Promise((resolve) => setTimeout(resolve, 50));
  await engine.warm(name, new TextEncoder().encode(text), settings).catch(() => {});
}

start().catch((error) => {
  status("The page cannot be loaded.");
  alert(`${error.message}. Reload the page; it needs a current browser.`);
});
