// Thirty events around Deir ez-Zor in our own words: every level, status and awkward value that a map must bear.

const PLACES = {
  city: { place_id: "gn:170794", name: "Deir ez-Zor", lat: 35.3359, lon: 40.1408, level: "town", admin1: "Deir ez-Zor", admin1_code: "SY-DY", radius_km: 4 },
  airbase: { place_id: "sitmap:deir-ez-zor-airbase", name: "Deir ez-Zor airbase", lat: 35.2854, lon: 40.176, level: "site", admin1: "Deir ez-Zor", admin1_code: "SY-DY", radius_km: 2 },
  bishri: { place_id: "sitmap:jabal-bishri", name: "Jabal Bishri", lat: 35.4, lon: 39.49, level: "site", admin1: "Deir ez-Zor", admin1_code: "SY-DY", radius_km: 12 },
  kharata: { place_id: "sitmap:kharata-oil-field", name: "Kharata oil field", lat: 35.18, lon: 39.98, level: "site", admin1: "Deir ez-Zor", admin1_code: "SY-DY", radius_km: 3 },
  mayadin: { place_id: "gn:173480", name: "Mayadin", lat: 35.0175, lon: 40.4534, level: "town", admin1: "Deir ez-Zor", admin1_code: "SY-DY", radius_km: 3 },
  sukhnah: { place_id: "sitmap:as-sukhnah", name: "As-Sukhnah", lat: 34.8858, lon: 38.8722, level: "town", admin1: "Homs", admin1_code: "SY-HI", radius_km: 3 },
  arabic: { place_id: "sitmap:al-busayrah", name: "البصيرة", lat: 35.1536, lon: 40.4267, level: "town", admin1: "Deir ez-Zor", admin1_code: "SY-DY", radius_km: 2 },
  province: { place_id: "ne:SY-DY", name: "Deir ez-Zor Governorate", lat: 35.0, lon: 40.3, level: "province", admin1: "Deir ez-Zor", admin1_code: "SY-DY", radius_km: 95 },
  homs: { place_id: "ne:SY-HI", name: "Homs Governorate", lat: 34.2, lon: 38.3, level: "province", admin1: "Homs", admin1_code: "SY-HI", radius_km: 120 },
  country: { place_id: "ne:SY", name: "Syria", lat: 35, lon: 38.5, level: "country", radius_km: 350 },
};
const ACTORS = {
  army: { id: "sy-army", name: "Military Forces of Syria (2000-2024)", inter: "State forces" },
  russia: { id: "ru-forces", name: "Military Forces of Russia (2000-)", inter: "External/Other forces" },
  is: { id: "islamic-state", name: "Islamic State (Syria)", inter: "Rebel group" },
  sdf: { id: "sdf", name: "QSD: Syrian Democratic Forces", inter: "Rebel group" },
  civilians: { id: "civilians-sy", name: "Civilians (Syria)", inter: "Civilians" },
};
const TYPES = {
  capture: ["capture", "Battles", "Government regains territory"],
  clash: ["clash", "Battles", "Armed clash"],
  strike: ["air-strike", "Explosions/Remote violence", "Air/drone strike"],
  shelling: ["shelling", "Explosions/Remote violence", "Shelling/artillery/missile attack"],
  bomb: ["bombing", "Explosions/Remote violence", "Suicide bomb"],
  attack: ["attack", "Violence against civilians", "Attack"],
  protest: ["protest", "Protests", "Peaceful protest"],
  riot: ["riot", "Riots", "Mob violence"],
  movement: ["movement", "Strategic developments", "Other"],
  deal: ["agreement", "Strategic developments", "Agreement"],
  control: ["control", null, null],
  siege: ["siege", null, null],
  statement: ["statement", null, null],
};

/** Marks as [start, end, role] in code points, found by the words themselves. */
function marksOf(sentence, words) {
  return Object.entries(words).map(([role, text]) => {
    const at = sentence.indexOf(text);
    if (at < 0) throw new Error(`“${text}” is not in “${sentence}”`);
    const start = Array.from(sentence.slice(0, at)).length;
    return [start, start + Array.from(text).length, role];
  });
}

let serial = 0;
function event(type, place, day, sentence, words = {}, more = {}) {
  const [kind, event_type, sub_event_type] = TYPES[type];
  const at = PLACES[place] || {};
  const row = {
    id: "sample-" + String(++serial).padStart(2, "0"), report: more.report || "report-1", rank: serial,
    title: "Army columns close in on Deir ez-Zor", source: "Sample Wire", url: "https://news.example/deir-ez-zor", published: "2017-09-03",
    kind, event_type, sub_event_type, status: "reported", trigger_text: words.trigger ?? null,
    evidence: [{ text: sentence, span: [0, Array.from(sentence).length] }], marks: [marksOf(sentence, words)],
    date: day, date_start: day && day + "T00:00:00", date_end: day && day + "T23:59:59", date_precision: day ? 1 : null, date_text: words.date ?? null,
    attribution_name: words.attribution ?? null, attribution_text: words.attribution ?? null, confidence: 0.82,
  };
  for (const [key, value] of Object.entries(at)) row["location_" + key] = value;
  if (place) Object.assign(row, { location_basis: "named", location_geo_precision: at.level === "province" ? 3 : 1, location_where_prec: at.level === "country" ? 6 : at.level === "province" ? 4 : 1, location_country: "Syria", location_iso3: "SYR", location_confidence: 0.9 });
  const { actors = [], ...fields } = more;
  actors.forEach((key, side) => {
    for (const [name, value] of Object.entries(ACTORS[key])) row[`actor${side + 1}_${name}`] = value;
  });
  return Object.assign(row, fields);
}

export function sampleEvents() {
  serial = 0;
  const near = (basis, radius) => ({ location_basis: basis, location_radius_km: radius, location_geo_precision: 2, location_where_prec: 2 });
  return [
    event("capture", "bishri", "2017-09-01", "The ministry said on Friday that troops had taken Jabal Bishri and stood 30 km (19 miles) from the city.", { attribution: "The ministry", date: "Friday", trigger: "taken", place: "Jabal Bishri", number: "30 km (19 miles)" }, {
      actors: ["army", "is"], actor1_text: "troops", location_alternatives: [{ id: "sitmap:bishri-village", name: "Al-Bishri", lat: 35.22, lon: 38.9, score: 0.41 }],
      stated_distance_km: 30, stated_distance_from: "Jabal Bishri", stated_distance_to: "Deir ez-Zor", stated_distance_text: "30 km (19 miles)", stated_distance_computed_km: 59.4, stated_distance_agrees: false,
      stated_distance_from_lat: 35.4, stated_distance_from_lon: 39.49, stated_distance_to_lat: 35.3359, stated_distance_to_lon: 40.1408,
    }),
    event("movement", "city", "2017-09-01", "Forward units were 30 km west of Deir ez-Zor by Friday evening.", { actor1: "Forward units", trigger: "were", number: "30 km west of", place: "Deir ez-Zor", date: "Friday evening" }, {
      actors: ["army"], location_lat: 35.335, location_lon: 39.811, ...near("distance", 6), location_name: "30 km west of Deir ez-Zor",
      stated_distance_km: 30, stated_distance_text: "30 km west of", stated_distance_from: "Deir ez-Zor", stated_distance_to: "forward units", stated_distance_computed_km: 29.97, stated_distance_agrees: true,
      stated_distance_from_lat: 35.3359, stated_distance_from_lon: 40.1408, stated_distance_to_lat: 35.335, stated_distance_to_lon: 39.811,
    }),
    event("strike", "city", "2017-09-02", "Russian jets destroyed armour near Deir ez-Zor over two days, the ministry said on Saturday.", { actor1: "Russian jets", trigger: "destroyed", place: "Deir ez-Zor", attribution: "the ministry", date: "Saturday" }, { actors: ["russia", "is"], date: "2017-09-01", date_start: "2017-09-01T00:00:00", date_end: "2017-09-02T23:59:59", ...near("near", 15), materiel: [{ item: "armoured vehicle", count: null, side: "Islamic State", span: [0, 1] }] }),
    event("capture", "kharata", "2017-09-03", "On Sunday the army took the Kharata oil field.", { date: "Sunday", actor1: "the army", trigger: "took", place: "Kharata oil field" }, { actors: ["army", "is"], control_holder_id: "sy-army", control_holder_name: "Military Forces of Syria (2000-2024)", control_status: "held", control_basis: "text", control_text: "took" }),
    event("clash", "city", "2017-09-02", "Clashes went on at the edge of Deir ez-Zor.", { trigger: "Clashes", place: "Deir ez-Zor" }, { actors: ["army", "is"], status: "ongoing" }),
    event("shelling", "city", "2017-09-02", "Mortar rounds fell on two quarters of Deir ez-Zor, killing four people, a monitor said.", { trigger: "fell", place: "Deir ez-Zor", number: "four", attribution: "a monitor" }, { actors: ["is", "civilians"], fatalities_best: 4, fatalities_low: 4, fatalities_high: 4, fatalities_text: "four people" }),
    event("attack", "city", "2017-09-02", "The monitor said that two shopkeepers were shot in Deir ez-Zor.", { attribution: "The monitor", actor2: "two shopkeepers", trigger: "shot", place: "Deir ez-Zor" }, { actors: ["is", "civilians"], fatalities_best: 2, fatalities_low: 2, fatalities_high: 2, fatalities_text: "two" }),
    event("protest", "city", "2017-09-03", "Residents of Deir ez-Zor walked through the streets with flags.", { actor1: "Residents", place: "Deir ez-Zor", trigger: "walked through the streets" }, {}),
    event("movement", "city", "2017-09-04", "The governor expects the army to reach Deir ez-Zor within hours.", { attribution: "The governor", actor1: "the army", trigger: "reach", place: "Deir ez-Zor", date: "within hours" }, { actors: ["army"], status: "expected" }),
    event("siege", "airbase", "2017-09-03", "The airbase beside the city has been under siege for three years.", { place: "airbase", trigger: "siege", date: "three years" }, { actors: ["is", "army"], status: "ongoing", date: "2016-03-03", date_start: "2014-09-03T00:00:00", date_end: "2017-09-03T23:59:59", control_holder_name: "Military Forces of Syria (2000-2024)", control_status: "besieged", control_basis: "text" }),
    event("control", "province", "2017-09-03", "The group still holds most of the province of Deir ez-Zor.", { actor1: "The group", control: "holds most", place: "province of Deir ez-Zor" }, { actors: ["is"], location_basis: "area", control_holder_name: "Islamic State (Syria)", control_status: "held", control_basis: "text" }),
    event("strike", "province", "2017-09-02", "Aircraft flew some forty sorties over Deir ez-Zor province.", { actor1: "Aircraft", number: "forty", trigger: "sorties", place: "Deir ez-Zor province" }, { actors: ["russia"], location_basis: "area" }),
    event("clash", "homs", "2017-08-29", "Skirmishes were reported from the east of Homs province.", { trigger: "Skirmishes", place: "Homs province" }, { actors: ["army", "is"], location_basis: "area" }),
    event("statement", "country", "2011-03-15", "The country has been at war since March 2011.", { place: "The country", date: "March 2011" }, { status: "background", date_start: "2011-03-01T00:00:00", date_end: "2011-03-31T23:59:59", location_basis: "area" }),
    event("riot", "country", "2017-08-30", "Mobs attacked bakeries in several cities of Syria.", { actor1: "Mobs", trigger: "attacked", place: "Syria" }, { location_basis: "area" }),
    event("deal", null, "2017-08-28", "A convoy of buses was allowed to leave under a deal.", { trigger: "deal" }, { actors: ["is"], title: "Buses wait in the desert", report: "report-2" }),
    event("movement", "sukhnah", "2017-08-31", "The buses were stuck on the border between Homs and Deir ez-Zor.", { actor1: "The buses", trigger: "stuck", place: "border between Homs and Deir ez-Zor" }, { actors: ["is"], ...near("border", 20), location_lat: 34.93, location_lon: 39.35, location_name: "Homs–Deir ez-Zor border", report: "report-2", title: "Buses wait in the desert" }),
    event("strike", "city", "2017-09-02", "On the road from Deir ez-Zor to Rasafa a column of twelve lorries was hit.", { place: "the road from Deir ez-Zor to Rasafa", number: "twelve lorries", trigger: "hit" }, { actors: ["russia", "is"], ...near("road", 35), location_lat: 35.49, location_lon: 39.46, location_name: "Road Deir ez-Zor–Rasafa", location_geometry: { type: "LineString", coordinates: [[40.1408, 35.3359], [39.8, 35.46], [39.3, 35.55], [38.757, 35.629]] }, materiel: [{ item: "lorry", count: 12, side: "Islamic State" }] }),
    event("bomb", "mayadin", "2017-08-30", "A bomber blew himself up at a checkpoint in Mayadin; the group claimed it killed “dozens”.", { actor1: "A bomber", trigger: "blew himself up", place: "Mayadin", attribution: "the group", number: "dozens" }, { actors: ["is", "sdf"], status: "claimed", fatalities_best: 12, fatalities_low: 12, fatalities_high: 99, fatalities_text: "dozens" }),
    event("capture", "mayadin", "2017-09-03", "The militia denied that it had lost Mayadin.", { attribution: "The militia", trigger: "lost", place: "Mayadin" }, { actors: ["is"], status: "denied" }),
    event("clash", "arabic", "2017-09-01", "اندلعت اشتباكات عنيفة في بلدة البصيرة يوم الجمعة.", { trigger: "اشتباكات", place: "البصيرة", date: "يوم الجمعة" }, { actors: ["sdf", "is"], actor1_text: "قوات سوريا الديمقراطية", title: "اشتباكات في ريف دير الزور", source: "وكالة تجريبية", report: "report-3" }),
    event("shelling", "arabic", "2017-08-31", "قصف مدفعي على أطراف البصيرة أوقع جرحى.", { trigger: "قصف", place: "البصيرة" }, { actors: ["army"], injured_best: 3, injured_low: 3, injured_high: 3, injured_text: "جرحى", report: "report-3" }),
    event("attack", "sukhnah", "2017-08-27", "Gunmen shot at a family in As-Sukhnah.", { actor1: "Gunmen", trigger: "shot at", actor2: "a family", place: "As-Sukhnah" }, { actors: ["is", "civilians"] }),
    event("strike", "sukhnah", "2017-08-26", "A drone strike hit a depot in As-Sukhnah 🚀 before dawn.", { trigger: "drone strike", place: "As-Sukhnah", date: "before dawn" }, { actors: ["russia"] }),
    event("capture", "sukhnah", "2017-08-12", "The army entered As-Sukhnah after a week of fighting.", { actor1: "The army", trigger: "entered", place: "As-Sukhnah" }, { actors: ["army", "is"] }),
    event("clash", "airbase", null, "Fighting broke out again at the airbase.", { trigger: "Fighting", place: "airbase" }, { actors: ["army", "is"] }),
    event("statement", null, null, "A spokesman spoke of a collapse of the other side.", { attribution: "A spokesman", trigger: "collapse" }, { status: "claimed" }),
    event("attack", "mayadin", "2017-08-25", "<script>window.hostile=1</script><img src=x onerror=\"window.hostile=2\"> was written on a wall in Mayadin.", { place: "Mayadin" }, {
      id: "<img src=x onerror=window.hostile=3>", title: "</script><script>window.hostile=4</script>", source: "{{run}} $& <b>bold</b>", url: "javascript:window.hostile=5", attribution_name: "\"><svg onload=window.hostile=6>",
      actor1_id: "__proto__", actor1_name: "<iframe src=javascript:window.hostile=7>", location_name: "Mayadin <u>x</u>", confidence: "high", fatalities_best: null,
      location_alternatives: [{ name: "<img src=x onerror=window.hostile=8>", lat: 35, lon: 40, score: 0.2 }],
    }),
    event("protest", "mayadin", "2017-08-29", "Traders in Mayadin closed their shops.", { actor1: "Traders", place: "Mayadin", trigger: "closed their shops" }, { url: "data:text/html,<script>window.hostile=9</script>" }),
    event("clash", "bishri", "2017-08-30", "Patrols met on the slopes of Jabal Bishri.", { actor1: "Patrols", trigger: "met", place: "Jabal Bishri" }, { actors: ["army", "is"], ...near("area", 18), location_basis: "area" }),
  ];
}

export const sampleMeta = { title: "The advance on Deir ez-Zor", as_of: "2017-09-03", credit: "Sample data for tests", note: "Invented reports in our own words", version: "0.0.0-sample" };

export const sampleRun = {
  sitmap: "0.0.0-sample", command: "map sample.txt --published 2017-09-03",
  inputs: [{ name: "sample.txt", sha256: "a".repeat(64) }], gazetteer: { name: "built-in", places: 234908, sha256: "b".repeat(64), licence: "GeoNames, CC BY 4.0; Natural Earth, public domain" },
  codebook: { name: "built-in", sha256: "c".repeat(64) }, counts: { reports: 3, events: 30 },
};

export const samplePlaces = [
  ["Damascus", 33.5102, 36.2913, 4, "city"], ["Aleppo", 36.2012, 37.1612, 4, "city"], ["Homs", 34.7324, 36.7137, 5, "city"], ["Hama", 35.1318, 36.7578, 6, "city"], ["Raqqa", 35.9528, 39.0079, 5.5, "city"],
  ["Deir ez-Zor", 35.3359, 40.1408, 5.5, "city"], ["Hasakah", 36.5024, 40.7477, 6, "city"], ["Palmyra", 34.56, 38.2672, 6.5, "town"], ["Mayadin", 35.0175, 40.4534, 7.5, "town"], ["Abu Kamal", 34.4506, 40.9171, 7, "town"],
  ["Baghdad", 33.3406, 44.4009, 3, "city"], ["Mosul", 36.335, 43.1189, 4, "city"], ["Beirut", 33.8933, 35.5016, 4, "city"], ["Amman", 31.9552, 35.945, 4, "city"], ["Ankara", 39.9199, 32.8543, 3.5, "city"], ["الرصافة", 35.629, 38.757, 8, "town"],
];

/** Many synthetic events over the same region, from a seed: the same every time. */
export function manyEvents(count) {
  let seed = 20170903;
  const random = () => ((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 4294967296);
  const types = Object.keys(TYPES), actors = Object.keys(ACTORS), statuses = ["reported", "reported", "reported", "reported", "ongoing", "ongoing", "claimed", "expected", "denied", "background"];
  const towns = Array.from({ length: 900 }, (_, at) => ({ name: `Town ${at + 1}`, lat: 33 + 4 * random(), lon: 36 + 7 * random() }));
  serial = 0;
  return Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.UTC(2016, 0, 1) + Math.floor(random() ** 0.7 * 900) * 86400000).toISOString().slice(0, 10), town = towns[Math.floor(random() ** 2 * towns.length)], type = types[Math.floor(random() * types.length)], precise = random();
    const sentence = `Forces fought near ${town.name} on ${day}, a monitor said in its daily note on the war.`;
    return event(type, "city", random() < 0.02 ? null : day, sentence, { trigger: "fought", place: town.name, attribution: "a monitor" }, {
      id: "many-" + at, report: "many-" + (at >> 2), actors: [actors[Math.floor(random() * actors.length)], actors[Math.floor(random() * actors.length)]], status: statuses[Math.floor(random() * statuses.length)],
      location_name: town.name, location_place_id: "user:" + town.name, location_lat: Number(town.lat.toFixed(5)), location_lon: Number(town.lon.toFixed(5)),
      ...(precise < 0.3 ? { location_basis: "near", location_radius_km: 15, location_geo_precision: 2, location_where_prec: 2 } : precise < 0.36 ? { location_level: "province", location_name: "Province " + (at % 12), location_place_id: "p" + (at % 12), location_lat: 33.5 + (at % 4), location_lon: 37 + 2 * (at % 3), location_radius_km: 70, location_basis: "area" } : {}),
    });
  });
}
