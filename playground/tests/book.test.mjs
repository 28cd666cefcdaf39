// The pages of the book in Chromium, by axe-core. `cargo xtask book build` builds them; without them there is nothing to look at.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { chromium } from "./browser.mjs";

const book = new URL("../../target/book/", import.meta.url).pathname;
// Of each kind: text, code, tables, a long reference, hits of the search.
const PAGES = ["GUIDE.html", "book/tutorial.html", "BENCHMARKS.html", "MOCK.html", "book/commands.html", "book/explanation/unions.html"];

test("screen readers and keyboards find their way in the book", { skip: existsSync(`${book}GUIDE.html`) ? false : "the book is not built" }, async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const browser = await chromium(process.env.CHROMIUM ?? "chromium");
  try {
    for (const width of [1280, 390]) {
      for (const place of PAGES) {
        const page = await browser.open("about:blank");
        await page.send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: width < 600 });
        await page.send("Page.navigate", { url: `file://${book}${place}` });
        await page.until(`document.readyState === "complete" && document.querySelector("button#mdbook-sidebar-toggle") !== null`);
        await page.value(`${axe}; 0`);
        const found = await page.value(`axe.run().then((all) => all.violations.map((each) => each.id + ": " + each.nodes.map((node) => node.html).join(" | ")))`);
        assert.deepEqual(found, [], `${place} at ${width}`);
        const isOpen = `document.getElementById("mdbook-sidebar-toggle").getAttribute("aria-expanded")`;
        const before = await page.value(isOpen);
        await page.value(`document.getElementById("mdbook-sidebar-toggle").focus()`);
        await page.press("Enter");
        await page.until(`${isOpen} !== ${JSON.stringify(before)}`);
      }
    }
  } finally {
    await browser.close();
  }
});
