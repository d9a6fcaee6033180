// Reads event streams with the official SDK: one stream for every line "COUNT" on standard input, answered with the seconds it took.
import { createInterface } from "node:readline";
import { createOpencodeClient } from "@opencode-ai/sdk/v2/client";

const client = createOpencodeClient({ baseUrl: process.argv[2] });
for await (const line of createInterface({ input: process.stdin })) {
  const count = Number(line);
  const start = performance.now();
  const { stream } = await client.event.subscribe();
  let read = 0;
  let characters = 0;
  for await (const event of stream) {
    characters += event.properties.delta.length;
    if (++read === count) break;
  }
  console.log(`${(performance.now() - start) / 1000} ${characters}`);
}
