// Writes a map of test data: node make.mjs sample|many|table|manytable FILE [COUNT].
// `table` and `manytable` write the same events as JSON Lines instead, which `sitmap draw` reads.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { assemble } from "./assemble.mjs";
import { record } from "./record.mjs";
import { sampleEvents, sampleMeta, samplePlaces, sampleRun, manyEvents } from "./sample.mjs";

const [what, file, count] = process.argv.slice(2);
if (!file || !["sample", "many", "table", "manytable"].includes(what)) {
  console.error("node make.mjs sample|many|table|manytable FILE [COUNT]");
  process.exit(2);
}
mkdirSync(dirname(file), { recursive: true });
const table = what.endsWith("table");
/** A record that the program reads: the hostile row's word for a number would make it refuse the row. */
const line = (row) => JSON.stringify(record(typeof row.confidence === "string" ? { ...row, confidence: null } : row));
if (table) writeFileSync(file, (what === "table" ? sampleEvents() : manyEvents(Number(count) || 10000)).map(line).join("\n") + "\n");
else {
  const events = what === "sample" ? sampleEvents() : manyEvents(Number(count) || 10000);
  writeFileSync(file, assemble({ meta: { ...sampleMeta, title: what === "sample" ? sampleMeta.title : "Ten thousand synthetic events" }, events, places: samplePlaces, run: sampleRun }));
}
