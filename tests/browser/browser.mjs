// Debian's Chromium through playwright-core, and what the tests ask of an open map.
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", headless: true, args: FLAGS });

/** Opens a map file. Collects errors and every request that is not the file itself. */
export async function openMap(browser, file, { hash = "", size = { width: 1280, height: 800 }, before = null, ...options } = {}) {
  const context = await browser.newContext({ viewport: size, ...options });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  const outside = [], errors = [];
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address && !request.url().startsWith("data:")) outside.push(request.url());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  if (before) await page.addInitScript(before);
  await page.goto(address + hash);
  await page.waitForFunction(() => window.sitmap, null, { timeout: 20000 });
  await settle(page);
  return { page, outside, errors, close: () => context.close() };
}

/** Waits until the map has drawn and no flight is under way. */
export async function settle(page) {
  await page.evaluate(() => new Promise((done) => {
    let calm = 0, last = -1;
    const look = () => {
      const draws = window.sitmap.draws(), still = draws === last && (window.sitmap.settled() || window.sitmap.view() === null);
      last = draws;
      calm = still ? calm + 1 : 0;
      if (calm > 14) done();
      else requestAnimationFrame(look);
    };
    look();
  }));
}

export const ask = (page, name, ...given) => page.evaluate(([method, args]) => window.sitmap[method](...args), [name, given]);

/** A point of the map in pixels of the page. */
export async function onPage(page, { x, y }) {
  const box = await page.locator("#canvas").boundingBox();
  return [box.x + x, box.y + y];
}

export async function clickMap(page, point) {
  await page.mouse.click(...(await onPage(page, point)));
  await settle(page);
}

/** The colours of the canvas around a point: [[r, g, b], ...], row by row. */
export async function pixelsAround(page, { x, y }, reach = 9) {
  return page.evaluate(([px, py, half]) => {
    const canvas = document.getElementById("canvas"), density = canvas.width / canvas.getBoundingClientRect().width;
    const data = canvas.getContext("2d").getImageData(Math.round((px - half) * density), Math.round((py - half) * density), 2 * half * density, 2 * half * density).data;
    const found = [];
    for (let at = 0; at < data.length; at += 4) found.push([data[at], data[at + 1], data[at + 2]]);
    return found;
  }, [x, y, reach]);
}

export const shownText = async (page) => Number((await page.locator("#count-shown").textContent()).replace(/,/g, "").match(/^(\d+) of/)[1]);

/** Drags the map along a path and gives the time of each frame in milliseconds. */
export async function frameTimes(page, steps = 120) {
  const box = await page.locator("#canvas").boundingBox();
  const x = box.x + box.width * 0.7, y = box.y + box.height * 0.45;
  await page.evaluate(() => {
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      window.counting = requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= steps; step++) await page.mouse.move(x - 3.2 * step * Math.cos(step / 40), y + 60 * Math.sin(step / 12));
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(window.counting);
    return window.frames_.slice(1);
  });
  await page.mouse.up();
  return frames;
}

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
