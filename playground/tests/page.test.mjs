// The page in Chromium, by clicks and keys. `node --test` in this folder's parent, after build.sh.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync, inflateRawSync } from "node:zlib";
import { chromium } from "./browser.mjs";

const here = new URL("..", import.meta.url).pathname;
const site = join(here, "target/site");
const pictures = join(here, "target/pictures");
let [server, browser, address] = [];

before(async () => {
  await mkdir(pictures, { recursive: true });
  server = spawn(join(here, "target/debug/playground-tool"), ["serve", site, "0"], { stdio: ["ignore", "pipe", "inherit"] });
  address = await new Promise((resolve) => server.stdout.once("data", (line) => resolve(line.toString().trim())));
  browser = await chromium(process.env.CHROMIUM ?? "chromium");
});

after(async () => {
  await browser?.close();
  server?.kill();
});

const text = (id) => `document.getElementById(${JSON.stringify(id)}).textContent`;
const runs = "Number(document.documentElement.dataset.runs ?? 0)";
const example = (index) => `(() => { const e = document.getElementById("example"); e.value = "${index}"; e.dispatchEvent(new Event("change")); })()`;
const DESCRIPTION = "#panel-description textarea";

/** A page that shows the first example. */
async function opened(fragment = "") {
  const page = await browser.open(address + fragment);
  await page.until(`${runs} > 0`);
  return page;
}

/** Does something, and waits for what the generator says of it. */
async function afterRun(page, act) {
  const seen = await page.value(runs);
  await act();
  await page.until(`${runs} > ${seen}`);
}

/** A description of many operations and types, with this many of them. */
function large(count) {
  const paths = {};
  const schemas = {};
  for (let index = 0; index < count; index += 1) {
    const properties = Object.fromEntries(Array.from({ length: 12 }, (_, each) => [`field_${each}`, { type: "string", description: `Field ${each} of record ${index}, with a sentence about it that makes the text longer.` }]));
    schemas[`Record${index}`] = { type: "object", required: ["field_0"], properties };
    paths[`/records-${index}/{id}`] = { get: { operationId: `getRecord${index}`, tags: [`group ${index % 40}`], parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }], responses: { 200: { description: "It.", content: { "application/json": { schema: { $ref: `#/components/schemas/Record${index}` } } } } } } };
  }
  return JSON.stringify({ openapi: "3.1.0", info: { title: "Large", version: "1" }, servers: [{ url: "https://large.example" }], paths, components: { schemas } }, null, 2);
}

test("the page weighs under 3 MB, and shows an example at once", async (t) => {
  const names = (await readdir(site, { recursive: true, withFileTypes: true })).filter((each) => each.isFile()).map((each) => join(each.parentPath ?? each.path, each.name));
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(name), { level: 9 }).length));
  const weight = sizes.reduce((sum, size) => sum + size, 0);
  t.diagnostic(`${(weight / 1e6).toFixed(2)} MB compressed`);
  assert.ok(weight < 3_000_000, `${weight} bytes`);
  const start = Date.now();
  const page = await opened();
  t.diagnostic(`first result ${Date.now() - start} ms after the address`);
  assert.match(await page.value(text("status")), /^\d+ files, 4 operations, \d+ types/);
  assert.match(await page.value(text("panel-call")), /Client::builder\(/);
  assert.ok(await page.value(`document.querySelectorAll("#panel-call .k, #panel-call .t").length > 3`), "Rust has colours");
  for (let round = 0; round < 3; round += 1) {
    await afterRun(page, () => page.value(example(2)));
    const took = await page.value(`Math.round(performance.getEntriesByName("first result").at(-1).duration)`);
    t.diagnostic(`Auth0 log streams: first result after ${took} ms; ${await page.value(text("status"))}`);
  }
  assert.match(await page.value(text("status")), /^\d+ files, \d+ operations/);
  assert.deepEqual(page.problems, []);
});

test("what a description becomes is shown before its files are written", async () => {
  const page = await opened();
  await page.value(`window.seen = []; new MutationObserver(() => window.seen.push([document.getElementById("status").textContent, document.getElementById("panel-operations").textContent.includes("/log-streams"), document.getElementById("download").disabled])).observe(document.getElementById("status"), { childList: true })`);
  await afterRun(page, () => page.value(example(2)));
  const seen = await page.value("window.seen");
  assert.match(seen[0][0], /^\d+ operations, \d+ types.*; writing the files/);
  assert.deepEqual(seen[0].slice(1), [true, true]);
  assert.match(seen.at(-1)[0], /^\d+ files, \d+ operations/);
  assert.equal(await page.value(`document.getElementById("download").disabled`), false);
});

test("the files of the crate are there, with colours", async () => {
  const page = await opened();
  await page.click("#tab-code");
  const label = `[...document.querySelectorAll(".list li button")].map((e) => e.textContent)`;
  assert.ok((await page.value(label)).includes("src/operations/parcels.rs"));
  await page.click(".list input");
  await page.send("Input.insertText", { text: "operations/parcels" });
  await page.until(`${label}.length === 1`);
  await page.click(".list li button");
  await page.until(`document.querySelector(".shown .rows").textContent.includes("pub fn list_parcels")`);
  assert.ok(await page.value(`document.querySelectorAll(".shown .rows .c").length > 5`));
  await page.click("#tab-operations");
  assert.match(await page.value(text("panel-operations")), /client\.parcels\(\)\.get_parcel\(parcel_id\)\.await\?/);
  await page.click("#tab-types");
  assert.match(await page.value(text("panel-types")), /parcels::types::Parcel/);
});

test("bad input is explained, and nothing that was typed is lost", async () => {
  const page = await opened();
  const broken = "openapi: 3.1.0\ninfo: {title: Broken, version: '1'\npaths: [\n";
  await afterRun(page, () => page.write(DESCRIPTION, broken));
  assert.equal(await page.value(`document.querySelector("${DESCRIPTION}").value`), broken);
  assert.match(await page.value(text("alert")), /parcels\.yaml:\d+:\d+: .*\nThe output is that of the last text/s);
  assert.match(await page.value(text("panel-call")), /Client::builder\(/, "the last output stays");
  assert.ok(await page.value(`document.querySelectorAll("#panel-description .lens.error").length > 0`), "the finding is beside its line");
  await afterRun(page, () => page.value(example(0)));
  assert.equal(await page.value(`document.getElementById("previous").hidden`), false);
  await afterRun(page, () => page.click("#restore"));
  assert.equal(await page.value(`document.querySelector("${DESCRIPTION}").value`), broken);
  // The old page answers until the new one is there.
  await page.value("document.documentElement.dataset.runs = 0");
  await page.send("Page.reload");
  await page.until(`${runs} > 0`);
  assert.equal(await page.value(`document.querySelector("${DESCRIPTION}").value`), broken, "a reload keeps it");
  await afterRun(page, () => page.write(DESCRIPTION, "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"Mended\", \"version\": \"1\"}, \"paths\": {}}"));
  assert.match(await page.value(text("status")), /0 operations/);
  const files = { "latin.yaml": Buffer.from([0x61, 0x3a, 0xe4, 0xff]), "a.json": "{}", "b.json": "{}" };
  for (const [name, content] of Object.entries(files)) await writeFile(join(page.folder, name), content);
  await page.choose("#files", [join(page.folder, "latin.yaml")]);
  await page.until(`${text("alert")}.includes("not text in UTF-8")`);
  await page.choose("#files", ["a.json", "b.json"].map((name) => join(page.folder, name)));
  await page.until(`${text("alert")}.includes("two descriptions")`);
  assert.match(await page.value(`document.querySelector("${DESCRIPTION}").value`), /Mended/);
});

test("findings lead to their lines, and bindery.toml has its own", async () => {
  const page = await opened();
  await afterRun(page, () => page.value(example(1)));
  await page.click("#tab-findings");
  const places = `[...document.querySelectorAll(".place")].map((e) => e.textContent)`;
  const first = (await page.value(places))[0];
  await page.click(".place");
  const line = Number(first.split(":")[1]);
  const chosen = `(() => { const a = document.querySelector("${DESCRIPTION}"); return a === document.activeElement && a.value.slice(0, a.selectionStart).split("\\n").length; })()`;
  assert.equal(await page.value(chosen), line);
  await page.click("#tab-config");
  await afterRun(page, () => page.write("#panel-config textarea", "overlays = [\"fix.yaml\"]\n[package]\nname = \"bench\"\n"));
  assert.match(await page.value(text("panel-call")), /bench::Client/);
  assert.match(await page.value(text("alert")), /reads no files, so `overlays` of bindery.toml had no effect/);
  await afterRun(page, () => page.write("#panel-config textarea", "[package]\nname = \"bench\"\n\n[[rule]]\nmatch = \"Nowhere\"\nrename = \"X\"\n"));
  assert.ok((await page.value(places)).some((place) => place.startsWith("bindery.toml:5")), await page.value(text("panel-findings")));
  assert.match(await page.value(`document.querySelector("#panel-config .lens").textContent`), /^ *B\d+: /);
});

test("the keyboard is enough", async () => {
  const page = await opened();
  await page.value(`document.getElementById("tab-call").focus()`);
  await page.press("ArrowRight");
  assert.equal(await page.value("document.activeElement.id"), "tab-code");
  assert.equal(await page.value(`document.getElementById("panel-code").hidden`), false);
  await page.press("Tab");
  assert.equal(await page.value("document.activeElement.type"), "search");
  await page.press("Tab");
  await page.press("Enter");
  await page.until(`document.activeElement.getAttribute("aria-current") === "true"`);
  await page.value(`document.getElementById("tab-code").focus()`);
  await page.press("End");
  assert.equal(await page.value("document.activeElement.id"), "tab-types");
  await page.press("ArrowRight");
  assert.equal(await page.value("document.activeElement.id"), "tab-call");
});

test("a link holds the text, and a broken link harms nothing", async () => {
  const page = await opened();
  const own = "openapi: 3.1.0\ninfo: {title: Ünïcode ✓, version: '1'}\npaths: {}\n";
  await afterRun(page, () => page.write(DESCRIPTION, own));
  await page.click("#share");
  await page.until(`location.hash.length > 10 && ${text("status")}.startsWith("The link")`);
  const link = await page.value("location.hash");
  const other = await opened(link);
  assert.equal(await other.value(`document.querySelector("${DESCRIPTION}").value`), own);
  for (const broken of [link.slice(0, -9), "#d=%%%", "#d=", "#d=AAAA"]) {
    await other.value(`location.hash = ${JSON.stringify(broken)}`);
    await other.until(`${text("alert")}.includes("The link cannot be read")`);
    await other.value(`document.getElementById("alert").textContent = ""`);
  }
  assert.equal(await other.value(`document.querySelector("${DESCRIPTION}").value`), own);
});

test("the archive holds the files", async () => {
  const page = await opened();
  await page.click("#download");
  const place = join(page.folder, "parcels.zip");
  let archive;
  for (let round = 0; !archive && round < 200; round += 1) {
    archive = await readFile(place).catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const end = archive.length - 22;
  assert.equal(archive.readUInt32LE(end), 0x06054b50);
  const files = new Map();
  for (let at = archive.readUInt32LE(end + 16); at < end; ) {
    assert.equal(archive.readUInt32LE(at), 0x02014b50);
    const [packed, size, length, offset] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24), archive.readUInt16LE(at + 28), archive.readUInt32LE(at + 42)];
    const name = archive.subarray(at + 46, at + 46 + length).toString();
    const content = inflateRawSync(archive.subarray(offset + 30 + length, offset + 30 + length + packed));
    assert.equal(content.length, size);
    files.set(name, content.toString());
    at += 46 + length;
  }
  assert.equal(files.size, Number((await page.value(text("status"))).split(" ")[0]));
  assert.match(files.get("parcels/Cargo.toml"), /bindery-runtime/);
  assert.match(files.get("parcels/src/operations/parcels.rs"), /pub fn send_parcel/);
});

test("13 MB do not freeze the page", async (t) => {
  const page = await opened();
  const place = process.env.LARGE ?? join(page.folder, "large.json");
  if (!process.env.LARGE) await writeFile(place, large(6500));
  t.diagnostic(`${((await readFile(place)).length / 1e6).toFixed(1)} MB`);
  await page.value(`window.longest = 0; { let last = performance.now(); const tick = () => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(tick); }; tick(); }`);
  const seen = await page.value(runs);
  await page.drop([place]);
  await page.until(`!document.getElementById("working").hidden`);
  // While the generator works, the page answers.
  await page.click("#tab-types");
  await page.until(`!document.getElementById("panel-types").hidden`);
  assert.equal(await page.value(runs), seen, "the generator is still at work");
  await page.until(`${runs} > ${seen}`, 300);
  t.diagnostic(await page.value(text("status")));
  t.diagnostic(`the longest time between two frames: ${Math.round(await page.value("longest"))} ms`);
  assert.match(await page.value(text("status")), /^\d+ files, \d+ operations/);
  assert.ok(await page.value(`document.querySelectorAll("#panel-description .row").length < 300`), "only lines in sight are in the document");
  await writeFile(join(pictures, "large.png"), await page.picture());
  const own = "openapi: 3.1.0\ninfo: {title: Small, version: '1'}\npaths: {}\n";
  await page.value(example(0));
  await page.until(`${runs} > ${seen + 1}`, 60);
  await afterRun(page, () => page.write(DESCRIPTION, own));
  assert.match(await page.value(text("status")), /0 operations/);
});

test("nothing can leave the page", async () => {
  const page = await opened();
  const blocked = (code) => page.value(`${code}.then(() => "sent", (error) => error.name)`);
  assert.equal(await blocked(`fetch("style.css")`), "TypeError");
  assert.equal(await blocked(`fetch("https://elsewhere.example/")`), "TypeError");
  const worker = `new Promise((resolve) => { const code = "fetch(" + JSON.stringify(location.origin + "/style.css") + ").then(() => postMessage('sent'), (error) => postMessage(error.name))"; const worker = new Worker(URL.createObjectURL(new Blob([code]))); worker.onmessage = ({ data }) => resolve(data); })`;
  assert.equal(await page.value(worker), "TypeError");
  assert.equal(await page.value(`new Promise((resolve) => { const i = new Image(); i.onload = () => resolve("sent"); i.onerror = () => resolve("blocked"); i.src = "https://elsewhere.example/x.png"; })`), "blocked");
});

test("screen readers find their way, in light and dark", async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const scheme of ["light", "dark"]) {
    const page = await opened();
    await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    await afterRun(page, () => page.value(example(1)));
    await page.value(`${axe}; true`);
    for (const tab of ["call", "code", "findings", "operations", "types"]) {
      await page.click(`#tab-${tab}`);
      await new Promise((resolve) => setTimeout(resolve, 150));
      await writeFile(join(pictures, `${scheme}-${tab}.png`), await page.picture());
      const found = await page.value(`axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.target + " " + n.failureSummary).join("; ")))`);
      assert.deepEqual(found, [], `${scheme}, ${tab}`);
    }
    await page.send("Accessibility.enable");
    const { nodes } = await page.send("Accessibility.getFullAXTree");
    const names = nodes.filter((node) => !node.ignored).map((node) => `${node.role?.value} ${node.name?.value}`);
    for (const name of ["tab A call", "tab Files", "textbox Description, in JSON or YAML", "button Share link", "button Download crate"]) assert.ok(names.includes(name), `${name} in ${names.filter((each) => /^(tab|button|textbox)/.test(each))}`);
    assert.deepEqual(page.problems, []);
  }
});
