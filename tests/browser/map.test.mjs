// What a reader sees, checked in a browser.
//
//   node --test map.test.mjs                         on pages put together here from the template
//   SITMAP_MAP=out/map.html node --test map.test.mjs     "any map" on a file that `sitmap map` or `sitmap draw` made
//   node map.test.mjs out/map.html                       the same
//   SITMAP_SAMPLE=sample.html SITMAP_MANY=many.html  the files that `sitmap draw` made of the rows of
//                                                    `make.mjs table` and `make.mjs manytable`
import { test, before, after, describe } from "node:test";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble } from "./assemble.mjs";
import { record } from "./record.mjs";
import { sampleEvents, sampleMeta, samplePlaces, sampleRun, manyEvents } from "./sample.mjs";
import { launch, openMap, settle, ask, onPage, clickMap, pixelsAround, shownText, frameTimes, median } from "./browser.mjs";

const folder = mkdtempSync(join(tmpdir(), "sitmap-map-"));
const made = (name, events, meta = sampleMeta) => {
  const path = join(folder, name);
  writeFileSync(path, assemble({ meta, events, places: samplePlaces, run: sampleRun }));
  return path;
};
const sample = process.env.SITMAP_SAMPLE || made("sample.html", sampleEvents());
const many = process.env.SITMAP_MANY || made("many.html", manyEvents(10000), { ...sampleMeta, title: "Many" });
/** Real areas, control areas and roads beside the sample's events. */
const square = (west, south, east, north) => ({ type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] });
const layered = join(folder, "layered.html");
writeFileSync(layered, assemble({
  meta: sampleMeta, events: sampleEvents(), places: samplePlaces, run: sampleRun,
  areas: { "ne:SY-DY": square(39.4, 34.3, 41.4, 36) },
  control: { type: "FeatureCollection", features: [{ type: "Feature", properties: { holder_name: "<b>Held by X</b>", status: "held" }, geometry: square(40.5, 34.2, 41.5, 34.9) }] },
  lines: { type: "FeatureCollection", features: [{ type: "Feature", properties: { name: "Road" }, geometry: { type: "LineString", coordinates: [[38, 35], [41, 35.6]] } }] },
}));
const nested = made("nested.html", sampleEvents().map(record));
const nothing = made("nothing.html", []);
const table = made("table.html", [
  { id: "a", date: "2020-05-01", location_lat: 34, location_lon: 36 },
  { id: "b", date: "2020-05-02", location_lat: 33, location_lon: 37, location_geo_precision: 1, event_type: "Riots", fatalities_best: 0 },
  { id: "c", date: "2020-05-03", location_lat: 33, location_lon: 35, location_geo_precision: 3, location_name: "South" },
]);
const any = process.env.SITMAP_MAP || process.argv[2] || sample;

let browser;
before(async () => { browser = await launch(); });
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a test on a page and asks at its end that nothing left the file and nothing failed. */
const onMap = (file, name, work, options = {}) => test(name, async () => {
  const opened = await openMap(browser, file, options);
  try {
    await work(opened.page, opened);
    assert.deepEqual(opened.outside, [], "no request may leave the file");
    assert.deepEqual(opened.errors, [], "no error in the page");
  } finally {
    await opened.close();
  }
});

describe("any map", () => {
  onMap(any, "draws a base map and marks, each mark in ink", async (page) => {
    const colours = await page.evaluate(() => {
      const canvas = document.getElementById("canvas"), data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data, seen = new Map();
      for (let at = 0; at < data.length; at += 4 * 7) {
        const key = [data[at], data[at + 1], data[at + 2]].join();
        seen.set(key, (seen.get(key) || 0) + 1);
      }
      return seen.size;
    });
    assert.ok(colours > 20, `only ${colours} colours: the canvas is blank`);
    const marks = (await ask(page, "marks")).filter((mark) => mark.x > 20 && mark.y > 20);
    for (const mark of marks.slice(0, 20)) {
      const dark = (await pixelsAround(page, mark, 14)).filter(([r, g, b]) => r + g + b < 260).length;
      assert.ok(dark > 5, `nothing drawn where ${mark.ids} should be`);
    }
  });

  onMap(any, "opens on what was reported to have happened, and says how many of how many", async (page) => {
    const total = await ask(page, "events"), shown = await ask(page, "shown");
    assert.equal(await shownText(page), shown.length);
    assert.match(await page.locator("#count-shown").textContent(), new RegExp(`of ${total.toLocaleString("en")} shown`));
    assert.match(await page.locator("#count-placeless").textContent(), /^[\d,]+ without place$/);
    assert.match(await page.locator("#count-dateless").textContent(), /^[\d,]+ without date$/);
    await page.click("#count-shown");
    assert.equal(await shownText(page), total);
  });

  onMap(any, "title, date, credit and caution stand inside the map's frame", async (page) => {
    const frame = await page.locator("#map").boundingBox();
    for (const id of ["#title", "#subtitle", "#credit", "#scale"]) {
      const box = await page.locator(id).boundingBox();
      assert.ok(box && box.x >= frame.x - 1 && box.y >= frame.y - 1 && box.x + box.width <= frame.x + frame.width + 1 && box.y + box.height <= frame.y + frame.height + 1, id + " lies outside the frame");
    }
    assert.match(await page.locator("#subtitle").textContent(), /Machine-coded, not verified/);
    assert.match(await page.locator("#scale").textContent(), /\d (km|m)$/);
  });

  onMap(any, "About says what the map is not for, and holds the record of the run", async (page) => {
    await page.click("#about-open");
    const text = await page.locator("#about").textContent();
    assert.match(text, /Not for targeting, routing or decisions on movement/);
    assert.match(text, /[0-9a-f]{64}/);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#about").evaluate((dialog) => dialog.open), false);
  });

  onMap(any, "every event opens: sentence, source, why here", async (page) => {
    await page.click("#count-shown");
    const count = Math.min(40, await ask(page, "events"));
    await page.focus("#list");
    for (let at = 0; at < count; at++) {
      await page.keyboard.press(at === 0 ? "Home" : "ArrowDown");
      await page.keyboard.press("Enter");
      assert.match(await page.locator("#panel").textContent(), /Why (here|it has no place)/);
      // The report's own words may say "null and void"; ours may not.
      const ours = await page.locator("#panel").evaluate((panel) => {
        const copy = panel.cloneNode(true);
        copy.querySelectorAll("blockquote, .report-title, .siblings").forEach((part) => part.remove());
        return copy.textContent;
      });
      assert.doesNotMatch(ours, /\[object |\bundefined\b|\bNaN\b|\bnull\b/);
      await page.keyboard.press("Escape");
      await page.evaluate(() => document.getElementById("list").focus());
    }
  });

  test("the policy allows nothing from outside, and the file is small before its events", () => {
    const text = readFileSync(any, "utf8");
    assert.match(text, /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]{43}='; style-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:/);
    assert.doesNotMatch(text, /unsafe-inline|unsafe-eval/);
    const events = text.match(/id="data-events">([^<]*)</)[1].length;
    const rest = Buffer.byteLength(text) - Buffer.byteLength(text.match(/id="data-events">([^<]*)</)[1]);
    console.log(`# ${(rest / 1e6).toFixed(2)} MB before events, ${(events / 1e6).toFixed(2)} MB of events`);
    assert.ok(rest < 2.5e6);
  });
});

describe("the sample", () => {
  onMap(sample, "precision shows without a click: solid, hollow, outline, tray", async (page) => {
    const byId = new Map((await ask(page, "marks")).filter((mark) => mark.id).map((mark) => [mark.id, mark]));
    assert.equal(byId.get("sample-04").precision, "exact");
    assert.equal(byId.get("sample-02").precision, "near");
    const centre = async (id) => (await pixelsAround(page, byId.get(id), 2))[5];
    const [r, g, b] = await centre("sample-04");
    assert.ok(r > 180 && g < 120 && b < 60, "an exact mark is filled with its colour");
    assert.ok((await centre("sample-02")).every((value) => value > 215), "a near mark is hollow");
    const areas = await ask(page, "areas");
    const province = areas.find((area) => area.name === "Deir ez-Zor Governorate");
    assert.ok(province.drawn && province.precision === "area");
    assert.equal(areas.find((area) => area.name === "Syria").drawn, false);
    for (const mark of await ask(page, "marks")) for (const id of mark.ids) assert.ok(!province.ids.includes(id), "no pin on the middle of a province");
    const tray = await page.locator("#tray").textContent();
    assert.match(tray, /Deir ez-Zor Governorate2/);
    assert.match(tray, /Syria1/);
  });

  onMap(sample, "an exact event stands where its coordinates are", async (page) => {
    const [x, y] = await ask(page, "project", 35.18, 39.98);
    const mark = (await ask(page, "marks")).find((found) => found.id === "sample-04");
    assert.ok(Math.hypot(mark.x - x, mark.y - y) < 1);
  });

  onMap(sample, "filters by type, status and actor; list, map, histogram and legend follow", async (page) => {
    assert.equal(await shownText(page), 25);
    await page.getByRole("button", { name: /^Battles/ }).click();
    assert.equal(await shownText(page), 17);
    assert.equal(await page.locator("#list-title").textContent(), "17 events");
    const rects = await page.locator("#histogram rect[fill='#d55e00']").count();
    assert.equal(rects, 0, "the histogram has no battles left");
    const inMarks = (await ask(page, "marks")).flatMap((mark) => mark.ids);
    assert.ok(!inMarks.includes("sample-04"));
    await page.getByRole("button", { name: /^Battles/ }).click();
    await page.getByRole("button", { name: /^Denied/ }).click();
    assert.equal(await shownText(page), 26);
    await page.click("#reset");
    await page.locator(".facet.actor", { hasText: "QSD" }).click();
    assert.deepEqual(await ask(page, "shown"), ["sample-21"]);
    assert.match(await page.locator(".facet", { hasText: "Battles" }).locator(".count").textContent(), /^1$/);
    await page.click("#reset");
    await page.fill("#search", "qasf nothing");
    await page.waitForTimeout(250);
    assert.equal(await shownText(page), 0);
    await page.fill("#search", "قصف");
    await page.waitForTimeout(250);
    assert.deepEqual(await ask(page, "shown"), ["sample-22"]);
  });

  onMap(sample, "what has no place or no date is one click away", async (page) => {
    await page.click("#count-shown");
    await page.click("#count-placeless");
    assert.deepEqual(await ask(page, "shown"), ["sample-16", "sample-27"]);
    await page.click("#count-placeless");
    await page.click("#count-dateless");
    assert.deepEqual(await ask(page, "shown"), ["sample-26", "sample-27"]);
  });

  onMap(sample, "the time axis: background does not stretch it; brush, step and play filter", async (page) => {
    await page.click("#count-shown");
    const label = await page.locator("#time-label").textContent();
    assert.match(label, /12 Aug 2017 – 3 Sept? 2017/);
    const box = await page.locator("#histogram").boundingBox();
    await page.mouse.move(box.x + box.width * 0.75, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + 30, { steps: 5 });
    await page.mouse.up();
    const brushed = await shownText(page);
    assert.ok(brushed > 0 && brushed < 30, "the brush filters: " + brushed);
    assert.equal(await page.locator(".brush").isVisible(), true);
    await page.click("#time-clear");
    assert.equal(await shownText(page), 30);
    await page.click("#step-on");
    assert.deepEqual(await ask(page, "shown"), ["sample-25"]);
    await page.click("#step-back");
    assert.deepEqual(await ask(page, "shown"), ["sample-25"]);
    await page.click("#play");
    assert.equal(await page.locator("#play").getAttribute("aria-pressed"), "true");
    const first = await page.locator("#time-label").textContent();
    await page.waitForFunction((text) => document.getElementById("time-label").textContent !== text, first, { timeout: 4000 });
    await page.click("#play");
    const paused = await page.locator("#time-label").textContent();
    await page.waitForTimeout(1100);
    assert.equal(await page.locator("#time-label").textContent(), paused);
  });

  onMap(sample, "each bar counts what a brush on it would show", async (page) => {
    const box = await page.locator("#histogram").boundingBox();
    const counts = await page.locator("#histogram .bin-count").evaluateAll((texts) => texts.map((text) => [Number(text.getAttribute("x")), Number(text.textContent)]));
    assert.ok(counts.length > 3);
    for (const [x, count] of counts.slice(-3)) {
      await page.mouse.click(box.x + x, box.y + 40);
      assert.equal(await shownText(page), count);
      await page.click("#time-clear");
    }
  });

  onMap(sample, "events at one place fan out, and each can be opened", async (page) => {
    const group = (await ask(page, "marks")).find((mark) => mark.onePlace);
    assert.ok(group, "a group at one place");
    await clickMap(page, group);
    const marks = (await ask(page, "marks")).filter((mark) => group.ids.includes(mark.id));
    assert.equal(marks.length, group.ids.length);
    for (const a of marks) for (const b of marks) if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 20, "marks of a fan do not cover each other");
    await clickMap(page, marks[0]);
    assert.equal(await ask(page, "selected"), marks[0].id);
    assert.match(await page.locator("#panel").textContent(), /In the report/);
  });

  onMap(sample, "a group that zooming parts comes nearer", async (page) => {
    const group = (await ask(page, "marks")).find((mark) => !mark.id && !mark.onePlace), before = await ask(page, "view");
    await clickMap(page, group);
    assert.ok((await ask(page, "view")).zoom > before.zoom + 0.5);
  });

  onMap(sample, "the panel marks the words, links only the web, and compares distances", async (page) => {
    await page.locator(".row", { hasText: "Jabal Bishri" }).first().click();
    const marks = await page.locator("#panel blockquote mark").allTextContents();
    assert.deepEqual(marks, ["The ministry", "Friday", "taken", "Jabal Bishri", "30 km (19 miles)"]);
    const text = await page.locator("#panel").textContent();
    for (const part of ["Who says so", "The ministry", "Sample Wire", "does not agree", "Al-Bishri", "82 %", "no one yet"]) assert.ok(text.includes(part), part);
    assert.equal(await page.locator("#panel a").getAttribute("href"), "https://news.example/deir-ez-zor");
    assert.match(await page.locator("#panel a").getAttribute("rel"), /noopener/);
    await settle(page);
    // A table does not carry the ends of the line, so a map drawn from one has only the words.
    if (process.env.SITMAP_SAMPLE) return;
    const [ax, ay] = await ask(page, "project", 35.4, 39.49), [bx, by] = await ask(page, "project", 35.3359, 40.1408);
    const along = await pixelsAround(page, { x: ax + (bx - ax) * 0.8, y: ay + (by - ay) * 0.8 }, 3);
    assert.ok(along.some(([r, g, b]) => r < 40 && g > 60 && g < 130 && b > 120), "the line of the stated distance");
  }, { hash: "#s=all" });

  onMap(sample, "marks count characters, not UTF-16 units, and Arabic keeps its words", async (page) => {
    await page.evaluate(() => { location.hash = "e=sample-24"; });
    await page.waitForTimeout(100);
    assert.deepEqual(await page.locator("#panel blockquote mark").allTextContents(), ["drone strike", "As-Sukhnah", "before dawn"]);
    await page.evaluate(() => { location.hash = "e=sample-21"; });
    await page.waitForTimeout(100);
    assert.deepEqual(await page.locator("#panel blockquote mark").allTextContents(), ["اشتباكات", "البصيرة", "يوم الجمعة"]);
    assert.equal(await page.locator("#panel blockquote").evaluate((quote) => getComputedStyle(quote).direction), "rtl");
  });

  onMap(sample, "what a report says is never markup", async (page) => {
    await page.click("#count-shown");
    await page.fill("#search", "was written on a wall");
    await page.locator(".row", { hasText: "Mayadin <u>x</u>" }).click();
    await page.mouse.move(640, 300, { steps: 3 });
    await settle(page);
    const panel = page.locator("#panel");
    assert.match(await panel.textContent(), /<script>window\.hostile=1<\/script><img src=x onerror="window\.hostile=2">/);
    assert.match(await panel.textContent(), /\{\{run\}\} \$& <b>bold<\/b>/);
    assert.equal(await panel.locator("a, img, script, iframe, svg[onload], u, b:not(.sibling b)").count(), 0);
    await page.evaluate(() => { location.hash = "e=sample-29"; });
    await page.waitForTimeout(100);
    assert.equal(await panel.locator("a").count(), 0, "a data: address is no link");
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => window.hostile), undefined);
  });

  onMap(sample, "the address brings back filters, view and event", async (page) => {
    await page.getByRole("button", { name: /^Protests/ }).click();
    await page.getByRole("button", { name: /^Claimed/ }).click();
    await page.click("#step-on");
    await page.click("#step-back");
    await page.click("#time-clear");
    await page.locator(".row", { hasText: "Kharata" }).click();
    await page.click("#zoom-in");
    await settle(page);
    await page.waitForTimeout(400);
    const hash = await page.evaluate(() => location.hash), view = await ask(page, "view"), shown = await ask(page, "shown");
    const again = await openMap(browser, sample, { hash });
    assert.deepEqual(await ask(again.page, "shown"), shown);
    assert.equal(await ask(again.page, "selected"), "sample-04");
    const restored = await ask(again.page, "view");
    assert.ok(Math.abs(restored.zoom - view.zoom) < 0.02 && Math.abs(restored.lat - view.lat) < 0.001 && Math.abs(restored.lon - view.lon) < 0.001);
    await again.close();
  });

  onMap(sample, "a broken address is ignored", async (page) => {
    assert.equal(await shownText(page), 25);
    assert.equal(await ask(page, "selected"), null);
  }, { hash: "#v=x,1,2&e=nothing&a=nobody&d=2017-13-99..soon&o=what" });

  onMap(sample, "all of it works by keyboard, in order, with the focus in sight", async (page) => {
    const order = [];
    for (let at = 0; at < 60; at++) {
      await page.keyboard.press("Tab");
      const here = await page.evaluate(() => {
        const active = document.activeElement, style = getComputedStyle(active), box = active.getBoundingClientRect();
        return { id: active.id || active.className || active.getAttribute("aria-label"), outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, seen: box.width > 0 && box.height > 0, named: Boolean(active.getAttribute("aria-label") || active.getAttribute("aria-labelledby") || active.textContent.trim() || active.labels?.length) };
      });
      if (here.id === "" || order.includes("list")) break;
      order.push(here.id);
      assert.ok(here.outlined, `no visible focus on ${here.id}`);
      assert.ok(here.seen && here.named, `${here.id} has no name or size`);
    }
    const at = (id) => order.indexOf(id);
    assert.ok(at("skip") === 0 && at("about-open") < at("map") && at("map") < at("zoom-in") && at("zoom-in") < at("count-shown") && at("count-shown") < at("play") && at("play") < at("search") && at("search") < at("list"), order.join(" "));
    await page.focus("#map");
    const before = await ask(page, "view");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("+");
    const moved = await ask(page, "view");
    assert.ok(moved.lon > before.lon && moved.zoom > before.zoom);
    await page.keyboard.press("n");
    assert.notEqual(await ask(page, "selected"), null);
    await page.keyboard.press("Escape");
    assert.equal(await ask(page, "selected"), null);
    await page.focus(".handle");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator("#time-clear").isVisible(), true);
  });

  onMap(sample, "roles and states are told to screen readers", async (page) => {
    assert.equal(await page.locator("#list [role=option][aria-posinset='1']").getAttribute("aria-setsize"), "25");
    assert.ok(await page.getByRole("slider", { name: /First day/ }).getAttribute("aria-valuetext"));
    await page.getByRole("button", { name: /^Protests/ }).click();
    assert.equal(await page.getByRole("button", { name: /^Protests/ }).getAttribute("aria-pressed"), "false");
    assert.equal(await page.locator("#live").textContent(), "23 of 30 shown");
  });

  onMap(sample, "no total of deaths anywhere", async (page) => {
    await page.click("#count-shown");
    const text = await page.locator("body").innerText();
    assert.doesNotMatch(text, /\b18\b.*(deaths|killed)|(deaths|killed|fatalities)[^.]*\b18\b/i);
    assert.doesNotMatch(text.replace(/Deaths are given per event[^.]*\./, ""), /fatalities|total/i);
  });

  onMap(sample, "reduced motion: the map jumps", async (page) => {
    const before = await ask(page, "view");
    await page.focus("#map");
    await page.keyboard.press("n");
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.equal(await ask(page, "settled"), true);
    assert.ok(before);
  }, { reducedMotion: "reduce" });

  onMap(sample, "on a phone: nothing runs over, tabs, sheet and touch", async (page) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, "wider than the screen: " + wide);
    assert.equal(await page.locator("#count-shown").isVisible(), true);
    await page.getByRole("button", { name: "List", exact: true }).tap();
    await page.locator(".row").first().tap();
    await page.waitForTimeout(200);
    assert.equal(await page.locator("#panel").isVisible(), true);
    const panel = await page.locator("#side").boundingBox();
    assert.ok(panel.y > 250, "the panel leaves the map in sight");
    await page.locator("#panel .close").tap();
    await page.getByRole("button", { name: "Filters" }).tap();
    assert.equal(await page.locator("#facets").isVisible(), true);
    assert.equal(await page.locator("#count-shown").isVisible(), true);
  }, { size: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  onMap(sample, "without a canvas the list, filters and time stay", async (page) => {
    assert.equal(await page.locator("#map-missing").isVisible(), true);
    assert.equal(await page.locator(".row").count() > 5, true);
    await page.getByRole("button", { name: /^Battles/ }).click();
    assert.equal(await shownText(page), 17);
    await page.locator(".row").first().click();
    assert.match(await page.locator("#panel").textContent(), /Why here/);
    assert.match(await page.locator("#tray").textContent(), /Syria/);
  }, { before: () => { HTMLCanvasElement.prototype.getContext = () => null; } });

  onMap(layered, "areas have their own outline, control areas a key", async (page) => {
    const [x, y] = await ask(page, "project", 34.45, 39.6);
    const box = await page.locator("#canvas").boundingBox();
    assert.ok(x > 0 && y > 0 && x < box.width && y < box.height, "the corner of the area is in sight");
    await clickMap(page, { x, y });
    assert.match(await page.locator("#panel h2").textContent(), /Deir ez-Zor Governorate/);
    assert.match(await page.locator("#panel").textContent(), /2 events/);
    await page.keyboard.press("Escape");
    assert.match(await page.locator("#facets").textContent(), /<b>Held by X<\/b>/);
    assert.equal(await page.locator("#facets b").count(), 0);
  });

  onMap(sample, "a hollow mark shows its radius on the ground when it is selected", async (page) => {
    await page.evaluate(() => { location.hash = "e=sample-17"; });
    await settle(page);
    const [x, y] = await ask(page, "project", 34.93, 39.35), [, edge] = await ask(page, "project", 34.93 + 20 / 110.95, 39.35);
    assert.ok(y - edge > 25, "the circle is wide enough to see");
    const above = await pixelsAround(page, { x, y: edge }, 3);
    assert.ok(above.some(([r, g, b]) => b - r > 80), "its edge is drawn at 20 km");
  });

  onMap(nothing, "a map without events opens and says so", async (page) => {
    assert.equal(await page.locator("#count-shown").textContent(), "0 of 0 shown");
    assert.match(await page.locator("#histogram").textContent(), /No event has a date/);
    await page.click("#zoom-in");
    await settle(page);
  });

  onMap(table, "a table that knows only coordinates and days is drawn too", async (page) => {
    const marks = await ask(page, "marks");
    assert.deepEqual(marks.map((mark) => [mark.id, mark.precision]).sort(), [["a", "near"], ["b", "exact"]]);
    assert.equal((await ask(page, "areas"))[0].ids[0], "c");
    await page.locator(".row").first().click();
    assert.match(await page.locator("#panel").textContent(), /Why here/);
  });

  onMap(nested, "nested records read as flat rows do, and their spans become marks", async (page) => {
    assert.equal(await shownText(page), 25);
    assert.match(await page.locator("#time-label").textContent(), /12 Aug 2017 – 3 Sept? 2017/);
    await page.evaluate(() => { location.hash = "e=sample-21"; });
    await page.waitForTimeout(100);
    assert.deepEqual(await page.locator("#panel blockquote mark").allTextContents(), ["اشتباكات", "البصيرة", "يوم الجمعة"]);
  });

  onMap(sample, "a selected event that the filters leave out keeps its mark", async (page) => {
    await page.evaluate(() => { location.hash = "e=sample-20"; });
    await settle(page);
    assert.ok(!(await ask(page, "shown")).includes("sample-20"));
    assert.ok((await ask(page, "marks")).some((mark) => mark.id === "sample-20"));
  });

  test("the policy holds: script, style, image and request from outside are refused", async () => {
    const { page, close } = await openMap(browser, sample);
    const result = await page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "window.injected = 1";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.injected = 2'><p id=styled style='color: rgb(1, 2, 3)'>x</p>");
      const fetched = await fetch("https://example.com/").then(() => true, () => false);
      await new Promise((done) => setTimeout(done, 200));
      return { injected: window.injected, fetched, colour: getComputedStyle(document.getElementById("styled")).color };
    });
    assert.deepEqual(result, { injected: undefined, fetched: false, colour: result.colour });
    assert.notEqual(result.colour, "rgb(1, 2, 3)");
    await close();
  });

  test("a damaged file says so", async () => {
    const broken = join(folder, "broken.html");
    writeFileSync(broken, readFileSync(nested, "utf8").replace('id="data-events">[', 'id="data-events">[{"id": '));
    const page = await browser.newPage();
    await page.goto("file://" + broken);
    assert.match(await page.locator("[role=alert]").innerText(), /could not be opened/);
    await page.close();
  });

  test("without scripts a message says where the events are", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
    await page.goto("file://" + sample);
    assert.match(await page.locator("body").innerText(), /needs JavaScript/);
    await context.close();
  });
});

describe("many events", () => {
  test("10,000 events: first draw and the median frame of a pan", async () => {
    const started = performance.now(), { page, close, errors } = await openMap(browser, many);
    const opened = performance.now() - started;
    const first = await page.evaluate(() => performance.getEntriesByName("sitmap-first-draw")[0]?.startTime);
    assert.ok(first > 0, "the page marks its first draw");
    const total = await ask(page, "events");
    const frames = await frameTimes(page), half = median(frames), slow = [...frames].sort((a, b) => a - b)[Math.floor(frames.length * 0.95)];
    console.log(`# ${total} events: first draw ${Math.round(first)} ms after navigation, calm after ${Math.round(opened)} ms; ${frames.length} frames, median ${half.toFixed(1)} ms, 95th ${slow.toFixed(1)} ms; file ${(statSync(many).size / 1e6).toFixed(1)} MB`);
    assert.ok(half < 50, `median frame ${half} ms`);
    const canvas = await page.locator("#canvas").boundingBox();
    await page.mouse.move(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
    const zooming = page.evaluate(() => new Promise((done) => {
      const times = [];
      let last = performance.now();
      const tick = (now) => {
        times.push(now - last);
        last = now;
        if (times.length < 60) requestAnimationFrame(tick);
        else done(times);
      };
      requestAnimationFrame(tick);
    }));
    for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, turn < 10 ? -60 : 60);
    console.log(`# zooming: median frame ${median(await zooming).toFixed(1)} ms`);
    await settle(page);
    const before = await shownText(page), clicked = performance.now();
    await page.getByRole("button", { name: /^Battles/ }).click();
    await settle(page);
    console.log(`# a filter over all of them: ${Math.round(performance.now() - clicked)} ms until calm`);
    assert.ok((await shownText(page)) < before);
    assert.deepEqual(errors, []);
    await close();
  });
});
