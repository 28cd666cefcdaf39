// Links that hold a description: compressed, in the fragment, which browsers do not send to servers.

/** Longer links break on their way through mail and chat. */
export const LONGEST_LINK = 60_000;
/** What a link may expand to. */
const LARGEST = 8_000_000;

export async function toFragment(input) {
  const bytes = new TextEncoder().encode(JSON.stringify(input));
  const packed = new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer());
  let binary = "";
  for (const byte of packed) binary += String.fromCharCode(byte);
  return `d=${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** What a fragment holds; null if it is not one of ours. An error says why it cannot be read. */
export async function fromFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith("d=")) return null;
  const unreadable = new Error("The link cannot be read: it is cut off or was changed on its way.");
  try {
    const binary = atob(text.slice(2).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (each) => each.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder("utf-8", { fatal: true });
    let [json, size] = ["", 0];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > LARGEST) throw unreadable;
      json += decoder.decode(value, { stream: true });
    }
    const { name, description, config } = JSON.parse(json + decoder.decode());
    if (![name, description, config].every((each) => typeof each === "string")) throw unreadable;
    return { name, description, config };
  } catch {
    throw unreadable;
  }
}
