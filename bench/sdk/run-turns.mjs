// Carries out turns with the official SDK: one for every line "SESSION PROMPT" on standard input, answered with the seconds until the first text and
// until the messages were there, and how much text came. Reads the events all the time, so that none wait for the next turn.
import { createInterface } from "node:readline";
import { createOpencodeClient } from "@opencode-ai/sdk/v2/client";

const client = createOpencodeClient({ baseUrl: process.argv[2], directory: process.argv[3] });
let turn;

async function readEvents() {
  const { stream } = await client.event.subscribe();
  for await (const { type, properties } of stream) {
    if (type === "server.connected") console.log("connected");
    if (properties.sessionID !== turn?.session) continue;
    if (type === "message.part.delta" && properties.field === "text") turn.first ??= performance.now();
    if (type === "session.idle") turn.finish();
  }
}

readEvents();
for await (const line of createInterface({ input: process.stdin })) {
  const [session] = line.split(" ", 1);
  const prompt = line.slice(session.length + 1);
  const start = performance.now();
  turn = { session };
  const idle = new Promise((resolve) => (turn.finish = resolve));
  await client.session.promptAsync({ sessionID: session, parts: [{ type: "text", text: prompt }] }, { throwOnError: true });
  await idle;
  const { data: messages } = await client.session.messages({ sessionID: session }, { throwOnError: true });
  const text = messages.at(-1).parts.filter((part) => part.type === "text").map((part) => part.text).join("");
  const end = performance.now();
  console.log(`${((turn.first ?? end) - start) / 1000} ${(end - start) / 1000} ${text.length}`);
}
process.exit(0);
