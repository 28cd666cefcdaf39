// The generator, beside the page, so that the page never waits for it.
import { bind, initSync } from "./generator.js";
import { zip } from "./zip.js";

/** The bindings of the last description that could be bound. */
let bindings = null;
/** Those that are made to have the browser compile the generator. */
let warmed = null;

const tasks = {
  start({ module }) {
    initSync({ module });
  },
  bind({ name, bytes, config }) {
    const made = bind(name, bytes, config);
    const summary = JSON.parse(made.summary());
    // Those before stay while a description has errors.
    if (made.is_bound()) {
      bindings?.free();
      bindings = made;
    } else {
      made.free();
    }
    return summary;
  },
  /** Writes the files of what was bound last: their paths and sizes. */
  write() {
    return JSON.parse(bindings.write());
  },
  /** In two steps, so that a text that somebody chooses meanwhile waits for one of them at most. */
  warm({ name, bytes, config }) {
    warmed = bind(name, bytes, config);
  },
  warmFiles() {
    warmed?.write();
    warmed?.free();
    warmed = null;
  },
  text({ index }) {
    return bindings?.text(index) ?? "";
  },
  async archive({ folder }) {
    const count = bindings?.count() ?? 0;
    const files = Array.from({ length: count }, (_, index) => ({ path: `${folder}/${bindings.path(index)}`, text: bindings.text(index) }));
    return zip(files);
  },
};

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, result: await tasks[data.task](data) });
  } catch (error) {
    self.postMessage({ id: data.id, problem: String(error?.message ?? error) });
  }
};
