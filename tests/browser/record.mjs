// The sample's rows in the form of `sitmap map -f jsonl`.

/** A flat row as the nested record of `sitmap map -f jsonl`; spans come from the marks, as each report is its sentence. */
export function record(row) {
  const nested = {}, groups = ["trigger", "actor1", "actor2", "attribution", "date", "location", "stated_distance", "control", "fatalities", "injured"];
  const span = (role) => (row.marks[0].find((mark) => mark[2] === role) || []).slice(0, 2);
  const ends = { stated_distance: "number", fatalities: "number", injured: "number", location: "place" };
  for (const [key, value] of Object.entries(row)) {
    if (key === "marks" || (key === "date" && "date_start" in row)) continue;
    const group = groups.find((name) => key.startsWith(name + "_") || key === name);
    if (!group || key === group) nested[key] = value;
    else (nested[group] ??= {})[key.slice(group.length + 1)] = value;
  }
  for (const group of groups) {
    const own = nested[group];
    if (!own || Object.values(own).every((value) => value === null || value === undefined)) {
      nested[group] = null;
      continue;
    }
    const words = span(ends[group] || group);
    if (group === "location") own.spans = words.length ? [words] : [];
    else own.span = words.length ? words : null;
  }
  if (nested.stated_distance) for (const end of ["from_lat", "from_lon", "to_lat", "to_lon"]) delete nested.stated_distance[end];
  return nested;
}
