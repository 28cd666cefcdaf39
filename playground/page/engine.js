// The page's side of the worker.

export class Engine {
  constructor(module) {
    this.module = module;
    this.waiting = new Map();
    this.last = 0;
    this.begin();
  }

  begin() {
    // A worker from a blob has the policy of this page, so it cannot use the network either.
    // Messages that arrive while it loads the module wait for it.
    const module = JSON.stringify(new URL("worker.js", import.meta.url).href);
    const code = `const early = []; self.onmessage = (event) => early.push(event); await import(${module}); early.forEach((event) => self.onmessage(event));`;
    const place = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    this.worker = new Worker(place, { type: "module" });
    this.worker.onmessage = ({ data }) => {
      const call = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (!call) return;
      if ("problem" in data) call.reject(new Error(data.problem));
      else call.resolve(data.result);
    };
    this.worker.onerror = (event) => this.end(event.message || "the worker cannot be loaded");
    this.ask("start", { module: this.module }).catch(() => {});
  }

  ask(task, values, transfer = []) {
    this.last += 1;
    const id = this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, task, ...values }, transfer);
    });
  }

  bind(name, bytes, config) {
    return this.ask("bind", { name, bytes, config }, [bytes.buffer]);
  }

  /** Writes the files of what was bound last. */
  write() {
    return this.ask("write", {});
  }

  /** Binds without keeping anything. */
  async warm(name, bytes, config) {
    await this.ask("warm", { name, bytes, config }, [bytes.buffer]);
    await this.ask("warmFiles", {});
  }

  text(index) {
    return this.ask("text", { index });
  }

  archive(folder) {
    return this.ask("archive", { folder });
  }

  /** Ends the worker and all that it was asked; the next one knows nothing of it. */
  restart(reason) {
    this.end(reason);
    this.begin();
  }

  end(reason) {
    this.worker.terminate();
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    waiting.forEach(({ reject }) => reject(new Error(reason)));
  }
}
