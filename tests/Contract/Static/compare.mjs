// Reads { spec, pacts: [{ file, pact }] } from standard input, and writes what the comparator has to say as one JSON list.
import { text } from "node:stream/consumers";
import { Comparator } from "@pactflow/openapi-pact-comparator";

const { spec, pacts } = JSON.parse(await text(process.stdin));
const comparator = new Comparator({ oas: spec });
const findings = [];

for (const { file, pact } of pacts) {
  // One at a time: where the comparator gives up on an interaction, the others are still looked at.
  for (const interaction of pact.interactions) {
    const add = (found) =>
      findings.push({ pact: file, interaction: interaction.description, status: interaction.response?.status ?? 0, ...found });
    try {
      for await (const { type, code, message, mockDetails, specDetails } of comparator.compare({ ...pact, interactions: [interaction] })) {
        if (type === "info") continue;
        add({ code, message, place: mockDetails?.location ?? "", location: specDetails?.location ?? "", value: JSON.stringify(mockDetails?.value) ?? "" });
      }
    } catch (error) {
      add({ code: "comparator.failed", message: error.message, place: "", location: "", value: "" });
    }
  }
}

console.log(JSON.stringify(findings));
